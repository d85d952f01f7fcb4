"""Time, turns and durable steps; the engine itself is imported where it is started, because DBOS is heavy."""

from adapters.engine.clock import SystemClock
from adapters.engine.gate import FairGate
from adapters.engine.in_memory import Died, InMemoryEngine, When

__all__ = ["Died", "FairGate", "InMemoryEngine", "SystemClock", "When"]
