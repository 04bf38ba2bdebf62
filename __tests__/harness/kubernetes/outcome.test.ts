import { refusedPods, withinPlacement } from "../../real/kubernetes/harness/outcome";

const event = (reason: string, message: string) => ({ reason, message });

test("a pod that a quota refuses is reported", () => {
  const message =
    'Error creating: pods "model-1" is forbidden: exceeded quota: model, requested: limits.cpu=2';
  expect(refusedPods({ items: [event("FailedCreate", message)] })).toEqual([message]);
});

test("a conflict of two pods that a quota counts at the same time is not reported, because the controller tries again", () => {
  const conflict =
    'Error creating: Operation cannot be fulfilled on resourcequotas "model": the object has been modified; ' +
    "please apply your changes to the latest version and try again";
  expect(refusedPods({ items: [event("FailedCreate", conflict)] })).toEqual([]);
});

test("an event of another reason is not reported", () => {
  expect(refusedPods({ items: [event("FailedScheduling", "0/2 nodes are available")] })).toEqual([]);
});

test("the scheduler may leave one pod more of a model that the checks leave short", () => {
  expect(withinPlacement({ model: 4 }, { model: 3 })).toEqual({ model: 3 });
});

test.each([[{ model: 5 }], [{ model: 2 }], [{ model: 3, other: 1 }]])(
  "other numbers of pods without a node stay as they are: %j",
  (found) => {
    expect(withinPlacement(found, { model: 3 })).toEqual(found);
  },
);
