"""Port Preferences: a person's model per task type."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from adapters.store.codec import storable
from adapters.store.database import Database, put
from adapters.store.tables import preferences
from core.model import TaskType

_of_person = sa.select(preferences.c.task_type, preferences.c.model).where(
    preferences.c.person == sa.bindparam("who")
)


class SqlPreferences:
    """What people want used by default."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, person: str) -> Mapping[TaskType, str]:
        """What is stored for this person."""
        values = {"who": storable(person)}
        rows = await self._database.read(lambda connection: connection.execute(_of_person, values).all())
        return {TaskType(task_type): model for task_type, model in rows}

    async def set(self, person: str, task_types: Sequence[TaskType], model: str) -> None:
        """Store a model for these task types."""

        def store(connection: sa.Connection) -> None:
            for task_type in task_types:
                put(connection, preferences, person=storable(person), task_type=task_type.value, model=model)

        await self._database.write(store)

    async def clear(self, person: str, task_types: Sequence[TaskType]) -> None:
        """Forget the model for these task types."""
        statement = sa.delete(preferences).where(
            preferences.c.person == storable(person),
            preferences.c.task_type.in_([task_type.value for task_type in task_types]),
        )
        await self._database.write(lambda connection: connection.execute(statement).close())
