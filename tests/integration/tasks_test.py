#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Tasks of plugins: they run in the server and only there, `portico status` shows them, a reload replaces them, and one that fails,
crashes or does not return is named and harms nothing else."""
import json
import pathlib
import re
import tempfile
import unittest

from client import Client
from suite import PLUGINS, main, runningHost

CHORES = PLUGINS.parent / "tests/plugins/chores/chores.so"


class TasksTest(unittest.TestCase):
    def setUp(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="portico-guests-")))
        self.installed = folder / "chores.so"
        self.installed.write_bytes(CHORES.read_bytes())
        self.installed.chmod(0o644)
        self.host = self.enterContext(runningHost("tasks", users={}, plugins=[PLUGINS, folder]))
        (self.host.scratch / "conf.d").mkdir()

    def configure(self, *tasks: str, **limits):
        """Plugin chores with these tasks, from the next reload on."""
        lines = [f"limits.{name} = {json.dumps(value)}\n" for name, value in limits.items()]
        (self.host.scratch / "conf.d/test.toml").write_text("".join(lines) + f"plugins.chores.tasks = {json.dumps(tasks)}\n")

    def reload(self, *tasks: str, **limits):
        self.configure(*tasks, **limits)
        self.host.mustRun("reload")

    def task(self, name: str) -> dict:
        tasks = json.loads(self.host.ask("status"))["tasks"]
        return next((task for task in tasks if (task["plugin"], task["name"]) == ("chores", name)), {})

    def waitForTask(self, name: str, isReached) -> dict:
        while not isReached(task := self.task(name)):
            pass
        return task

    def ticks(self) -> list:
        return [int(slot) for slot in re.findall(r"chores: tick (\d+)", self.host.logged())]

    def testTaskRunsAndStatusShowsIt(self):
        self.reload("tick")
        self.host.waitForLog("chores: tick")
        task = self.waitForTask("tick", lambda task: task["runs"] > 1 and task["state"] == "waiting")
        self.assertEqual((task["every"], task["errors"], task["error"]), (1, 0, ""))
        self.assertGreaterEqual(task["next"], task["last"])
        self.assertRegex(self.host.mustRun("status"), r"task +chores tick, every 1 s, (next|running).*; last run \d+ s ago, \d+ ms; \d+ runs, 0 errors")
        self.assertTrue(all(slot % 1000 == 0 for slot in self.ticks()))

    def testFailureIsLoggedAndShown(self):
        self.reload("fails")
        self.host.waitForLog("chores: task fails failed: the disk is full")
        task = self.waitForTask("fails", lambda task: task["state"] == "ended")
        self.assertEqual((task["runs"], task["errors"], task["error"]), (1, 1, "the disk is full"))
        self.assertIn("chores fails, ended; last run", self.host.mustRun("status"))

    def testTaskMayAskOtherPluginsAndTheHost(self):
        self.reload("asks")
        self.host.waitForLog("chores: asked")

    def testHandlerAddsATask(self):
        self.assertEqual(Client(self.host.url).get("/chores").text, "added")
        self.host.waitForLog("chores: was asked for")

    def testReloadReplacesTasksAndRunsNoSlotTwice(self):
        self.reload("tick", "waits")
        self.waitForTask("waits", lambda task: task["state"] == "running")
        self.reload("tick")
        self.host.waitForLog("chores: was told to stop")
        for _ in range(10):
            self.host.mustRun("reload")
        ran = len(self.ticks())
        while len(self.ticks()) < ran + 2:
            pass
        self.assertEqual(self.ticks(), sorted(set(self.ticks())))
        self.assertEqual(self.host.stop(), 0)
        self.assertNotIn("tick", self.host.logged().rsplit("chores: stop", 1)[1])

    def testTaskThatDoesNotReturnIsNamedAndTheServerContinues(self):
        self.reload("hangs", "tick", reload_wait="15s")
        self.host.waitForLog("chores: its function run has been running for more than 1 s (task hangs)")
        self.assertTrue(self.waitForTask("hangs", lambda task: task["late"])["stopping"])
        self.assertIn("chores hangs, running past its deadline, told to stop", self.host.mustRun("status"))
        self.host.waitForLog("chores: tick")  # on the thread that takes its place
        self.installed.unlink()
        (self.host.scratch / "conf.d/test.toml").write_text('limits.reload_wait = "15s"\n')
        self.host.mustRun("reload")
        self.host.waitForLog("has not ended within limits.reload_wait")
        self.assertIn("has not returned: chores, run (task hangs)", self.host.logged())
        self.host.mustRun("reload")
        self.assertEqual(Client(self.host.url).get("/").status, 200)
        self.assertNotIn("chores: stop", self.host.logged().split("has not returned")[1])
        (self.host.state / "chores" / "gate").touch()
        self.host.waitForLog("chores: stop", self.host.logged().index("has not returned"))
        self.assertEqual(self.host.stop(), 0)

    def testServerStopsWithoutATaskThatDoesNotReturn(self):
        self.reload("hangs")
        self.waitForTask("hangs", lambda task: task["state"] == "running")
        self.assertEqual(self.host.stop(), 1)
        self.assertIn("has not returned: chores, run (task hangs)", self.host.logged())

    def testTaskThatCrashesTheServerIsNamed(self):
        self.configure("crashes")
        self.host.run("reload")
        self.host.waitForLog("crashed (SIGSEGV) in plugin chores")
        self.assertRegex(self.host.logged(), r"in plugin chores, function run, generation \d+, request - task crashes")
        self.assertNotEqual(self.host.stop(), 0)

    def testCommandsRunNoTasks(self):
        self.assertEqual(self.host.stop(), 0)
        self.configure("fails", "tick", "crashes")
        written = len(self.host.logged())
        for command in (["check"], ["user", "list"], ["routes"], ["backup", str(self.host.scratch / "saved.tar.gz")]):
            with self.subTest(command[0]):
                done = self.host.run(*command)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertNotIn("the disk is full", done.stderr + done.stdout)
        self.assertNotIn("tick", self.host.logged()[written:])

    # The keys limits.task_threads, tasks and tasks_per_plugin apply at a reload.
    def testNumberOfTasksIsBounded(self):
        for key in ("tasks", "tasks_per_plugin"):
            with self.subTest(key):
                self.configure("many-10", **{key: 9})
                refused = self.host.run("reload")
                self.assertEqual(refused.returncode, 78)
                self.assertIn(f"limits.{key} is reached", refused.stderr)
                self.reload("many-10", **{key: 10})
                self.assertEqual(self.task("many-9")["state"], "waiting")

    def testMoreThreadsRunMoreTasks(self):
        self.reload("waits", "tick", task_threads=1)
        self.waitForTask("waits", lambda task: task["state"] == "running")
        self.reload("waits", "tick", task_threads=3)
        self.host.waitForLog("chores: was told to stop")
        self.waitForTask("waits", lambda task: task["state"] == "running")
        self.host.waitForLog("chores: tick", len(self.host.logged()))
        self.assertEqual(self.task("waits")["state"], "running")


if __name__ == "__main__":
    main()
