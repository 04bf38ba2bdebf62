import fc from "fast-check";
import { Recording } from "../../real/kubernetes/harness/recording";
import { type Change, type Listener, type Watched } from "../../real/kubernetes/harness/watched";
import { type JsonObject, asObject } from "../../../src/terraform/stack-json";

const object = (name: string, revision: number): JsonObject => ({
  metadata: { namespace: "models", name, resourceVersion: String(revision) },
});

/** A collection whose watch delivers what a test says. */
class Stub {
  private listener: Listener = () => {};

  constructor(readonly items: readonly JsonObject[]) {}

  onChange(listener: Listener): () => void {
    this.listener = listener;
    return () => (this.listener = () => {});
  }

  caughtUp(): Promise<void> {
    return Promise.resolve();
  }

  deliver(change: Change, name: string, revision: number): void {
    this.listener(change, object(name, revision));
  }
}

const namesIn = (objects: readonly JsonObject[]): string[] =>
  objects.map(({ metadata }) => String(asObject(metadata)["name"]));

const recordingOf = (pods: Stub, policies: Stub) =>
  new Recording({ pods: pods as unknown as Watched, policies: policies as unknown as Watched });

test("a pod that was gone before a policy has no moment without the policy, even if its watch is late", async () => {
  const [pods, policies] = [new Stub([object("pod", 1)]), new Stub([object("policy", 2)])];
  const recording = recordingOf(pods, policies);
  policies.deliver("DELETED", "policy", 11);
  pods.deliver("DELETED", "pod", 10);
  await recording.end();
  expect([...recording.moments()].map((each) => [namesIn(each.pods), namesIn(each.policies)])).toEqual([
    [["pod"], ["policy"]],
    [[], ["policy"]],
    [[], []],
  ]);
});

test("the moments are the same for each order in which two watches deliver", () => {
  const changes = fc.uniqueArray(
    fc.record({ isPod: fc.boolean(), revision: fc.integer({ min: 1, max: 99 }) }),
    {
      selector: ({ revision }) => revision,
    },
  );
  fc.assert(
    fc.property(changes, (all) => {
      const inOrder = [...all].sort((a, b) => a.revision - b.revision);
      const momentsOf = (delivered: typeof all): string => {
        const stubs = [new Stub([]), new Stub([])] as const;
        const recording = recordingOf(...stubs);
        for (const { isPod, revision } of delivered)
          stubs[isPod ? 0 : 1].deliver("ADDED", `each-${revision}`, revision);
        return JSON.stringify([...recording.moments()]);
      };
      const watchByWatch = [
        ...inOrder.filter(({ isPod }) => isPod),
        ...inOrder.filter(({ isPod }) => !isPod),
      ];
      expect(momentsOf(watchByWatch)).toBe(momentsOf(inOrder));
    }),
  );
});

test("a change after the end is not recorded", async () => {
  const [pods, policies] = [new Stub([]), new Stub([])];
  const recording = recordingOf(pods, policies);
  await recording.end();
  pods.deliver("ADDED", "late", 5);
  expect([...recording.moments()]).toHaveLength(1);
});
