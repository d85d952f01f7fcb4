"""An idea longer than one clip: offered as shots, changed on offer, ordered after one yes."""
