"""How many servers, connections, how much memory and disk the advisor needs for so many people a day."""
