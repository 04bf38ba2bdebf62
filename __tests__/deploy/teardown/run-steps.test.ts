import { runSteps } from "../../../src/deploy/teardown/run-steps";
import { type Item, type Step } from "../../../src/deploy/teardown/step";
import { elapsedText, shellLine } from "../../../src/deploy/teardown/texts";
import { Simulated } from "./simulated";

const item = (id: string, treatment: Item["treatment"]): Item => ({
  kind: "volume",
  id,
  treatment,
  because: "a reason",
  remove: ["aws", "ec2", "delete-volume", "--volume-id", id],
});

/** A step that finds one list of items after the other, and then the last one again. */
function stepWith(...answers: readonly (readonly Item[])[]): Step {
  let count = 0;
  return {
    id: "test",
    layer: "network",
    moment: "before the plan",
    title: "volumes",
    why: "they hold something",
    needs: "aws",
    look: ["aws ec2 describe-volumes"],
    find: () => Promise.resolve(answers[Math.min(count++, answers.length - 1)] ?? []),
  };
}

async function run(machine: Simulated, ...steps: Step[]) {
  const ended = await runSteps(machine.session(["network"]), machine.facts, steps);
  return {
    ended,
    said: machine.said.join("\n"),
    deletions: machine.calls.filter((call) => call.includes("delete-")),
  };
}

test("OPS-02 own items are deleted after a question, and the run waits until they are gone", async () => {
  const machine = new Simulated("mlapp", {});
  const own = item("vol-1", "delete");
  const { ended, said, deletions } = await run(machine, stepWith([own], [own], []));
  expect(ended).toBe("done");
  expect(machine.asked).toEqual(["delete 1 item of these?"]);
  expect(deletions.length).toBeGreaterThan(0);
  expect(said).toMatch(/waits for volume vol-1, \d+s of at most \d+s/);
});

test("OPS-02 without a yes nothing is deleted", async () => {
  const machine = new Simulated("mlapp", {});
  machine.agrees = false;
  expect(await run(machine, stepWith([item("vol-1", "delete")]))).toMatchObject({
    ended: "declined",
    deletions: [],
  });
});

test("OPS-02 an item that is not asked about is not deleted", async () => {
  const late = item("vol-late", "delete");
  const first = item("vol-1", "delete");
  const { deletions } = await run(new Simulated("mlapp", {}), stepWith([first], [first, late], [late], []));
  expect(deletions.length).toBeGreaterThan(0);
  expect(deletions.filter((call) => call.includes("vol-late"))).toEqual([]);
});

test("OPS-02 a run stops at what only the user can delete, and deletes nothing beside it", async () => {
  const machine = new Simulated("mlapp", {});
  const { ended, said, deletions } = await run(
    machine,
    stepWith([item("vol-1", "block"), item("vol-2", "delete")]),
  );
  expect(ended).toBe("failed");
  expect(deletions).toEqual([]);
  expect(said).toContain("stops at volume vol-1: a reason");
  expect(said).toContain("aws ec2 delete-volume --volume-id vol-1");
});

test("OPS-02 a named item holds nothing up", async () => {
  expect(await run(new Simulated("mlapp", {}), stepWith([item("vol-1", "name")], []))).toMatchObject({
    ended: "done",
  });
});

test("OPS-02 a wait gives up at its limit, and names what stays", async () => {
  const { ended, said } = await run(new Simulated("mlapp", {}), stepWith([item("vol-1", "wait")]));
  expect(ended).toBe("failed");
  expect(said).toMatch(/after \d+s there still are volume vol-1/);
  expect(said).toContain("the same command continues here");
});

test("OPS-02 a refused deletion is tried again, and a missing right ends the run at once", async () => {
  const own = item("vol-1", "delete");
  const busy = await run(
    new Simulated("mlapp", { "ec2 delete-volume": "DependencyViolation" }),
    stepWith([own]),
  );
  expect(busy.deletions.length).toBeGreaterThan(1);
  expect(busy.said).toContain("volume vol-1: DependencyViolation");
  const denied = await run(
    new Simulated("mlapp", { "ec2 delete-volume": "UnauthorizedOperation" }),
    stepWith([own]),
  );
  expect(denied).toMatchObject({ ended: "failed", deletions: [expect.any(String)] });
});

test("OPS-02 an interrupt ends a wait", async () => {
  const machine = new Simulated("mlapp", {});
  machine.isInterrupted = true;
  const { ended, said } = await run(machine, stepWith([item("vol-1", "wait")]));
  expect(ended).toBe("failed");
  expect(said).not.toContain("there still are");
});

test("OPS-02 without the Kubernetes API, steps that need it are named, and the run asks", async () => {
  const machine = new Simulated("mlapp", { "kubectl get --raw /readyz": "dial tcp: no such host" });
  machine.agrees = false;
  const { ended, said } = await run(machine, { ...stepWith([item("vol-1", "delete")]), needs: "kubectl" });
  expect(ended).toBe("declined");
  expect(said).toContain("dial tcp: no such host");
  expect(said).toContain("not looked at: volumes. they hold something");
});

test("OPS-02 without a cluster in its state, steps of Kubernetes pass without a question", async () => {
  const machine = new Simulated("mlapp", {}, {});
  const { ended } = await run(machine, { ...stepWith([item("vol-1", "block")]), needs: "kubectl" });
  expect([ended, machine.asked, machine.calls]).toEqual(["done", [], []]);
});

test("OPS-02 a step whose items go with another chosen layer is left out", async () => {
  const machine = new Simulated("mlapp", {});
  const step: Step = { ...stepWith([item("crd", "block")]), goesWith: "cluster" };
  expect(await runSteps(machine.session(["platform", "cluster"]), machine.facts, [step])).toBe("done");
  expect(await runSteps(machine.session(["platform"]), machine.facts, [step])).toBe("failed");
});

test("texts", () => {
  expect(elapsedText(125_000)).toBe("2m 5s");
  expect(elapsedText(1_400)).toBe("1s");
  expect(shellLine(["aws", "a b", "it's"])).toBe(`aws 'a b' 'it'\\''s'`);
});
