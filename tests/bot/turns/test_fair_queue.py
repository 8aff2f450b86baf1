"""A queue in which nobody waits for the crowd of another."""

from __future__ import annotations

import asyncio

import pytest

from bot.turns.fair_queue import FairQueue, current_client


class Crowd:
    """Tasks of clients that want a place, and who was let in in which order."""

    def __init__(self, places: int, of_a_client: int) -> None:
        self.queue, self.log = FairQueue(places, of_a_client), list[str]()
        self.inside = self.most = 0

    async def come(self, client: str, pause: float = 0.01) -> None:
        current_client.set(client)
        async with self.queue.place():
            self.log.append(client)
            self.inside += 1
            self.most = max(self.most, self.inside)
            await asyncio.sleep(pause)
            self.inside -= 1

    async def all(self, clients: str) -> str:
        await asyncio.gather(*(asyncio.create_task(self.come(client)) for client in clients))
        return "".join(self.log)

    def is_empty(self) -> bool:
        return not self.queue._waiting and not self.queue._inside


async def test_clients_are_let_in_in_turn_however_many_tasks_each_has() -> None:
    crowd = Crowd(places=1, of_a_client=1)
    assert await crowd.all("aaaaabbc") == "aabcabaa"
    assert crowd.most == 1 and crowd.is_empty()


async def test_tasks_of_one_client_keep_their_order() -> None:
    queue, log = FairQueue(1, 1), list[int]()

    async def come(number: int) -> None:
        async with queue.place():
            log.append(number)
            await asyncio.sleep(0)

    await asyncio.gather(*(come(number) for number in range(5)))
    assert log == [0, 1, 2, 3, 4]


async def test_no_client_takes_all_places() -> None:
    crowd = Crowd(places=3, of_a_client=2)
    assert (await crowd.all("aaaab"))[:3] == "aab"
    assert crowd.most == 3 and crowd.is_empty()


async def test_no_more_are_inside_than_there_are_places() -> None:
    crowd = Crowd(places=3, of_a_client=2)
    await crowd.all("aabbccdd")
    assert crowd.most == 3 and crowd.is_empty()


async def test_tasks_of_an_unknown_client_may_take_all_places() -> None:
    crowd = Crowd(places=3, of_a_client=1)
    await asyncio.gather(*(crowd.come("") for _ in range(6)))
    assert crowd.most == 3 and crowd.is_empty()


async def test_one_who_comes_while_its_client_waits_does_not_overtake() -> None:
    crowd = Crowd(places=2, of_a_client=1)
    first = [asyncio.create_task(crowd.come(client)) for client in "aab"]
    await asyncio.sleep(0)
    assert crowd.log == ["a", "b"]
    await asyncio.gather(*first, asyncio.create_task(crowd.come("a")))
    assert crowd.log == ["a", "b", "a", "a"] and crowd.is_empty()


@pytest.mark.parametrize("late", [False, True])
async def test_one_who_gives_up_leaves_no_place_taken(late: bool) -> None:
    crowd = Crowd(places=1, of_a_client=1)
    first = asyncio.create_task(crowd.come("a"))
    await asyncio.sleep(0)
    given_up, last = asyncio.create_task(crowd.come("b")), asyncio.create_task(crowd.come("c"))
    await asyncio.sleep(0)
    if late:  # just let in, and not gone on yet
        first.cancel()
        await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.gather(first, given_up, last, return_exceptions=True)
    assert crowd.log == ["a", "c"] and crowd.is_empty()


async def test_an_error_inside_frees_the_place() -> None:
    queue = FairQueue(1, 1)
    with pytest.raises(KeyError):
        async with queue.place():
            raise KeyError
    async with queue.place():
        assert queue._inside.total() == 1
