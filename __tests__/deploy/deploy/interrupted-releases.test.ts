import { type Json, type JsonObject } from "../../../src/terraform/stack-json";
import { hasPlannedValues } from "../../../src/deploy/repair/releases";
import { repairLayers } from "../../../src/deploy/repair/repair";
import { HelmWorld } from "./release-world/helm";
import { ReleaseMachine } from "./release-world/session";

const object = (apiVersion: string, kind: string, name: string, content: JsonObject): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name },
  ...content,
});

const container = (name: string, image: string): Json => ({ name, image });

/**
 * Objects of three files. Between them, fields are changed, added and removed, in kinds of the API, which Helm merges with the
 * live object, and in a custom resource, which it does not; the second has an object more, and one less.
 */
const OBJECTS: Readonly<Record<string, readonly JsonObject[]>> = {
  old: [
    object("apps/v1", "Deployment", "app", { spec: { containers: [container("app", "1")] } }),
    object("v1", "ConfigMap", "settings", { data: { a: "1", removed: "1" } }),
    object("queue.example.com/v1", "Queue", "jobs", { spec: { size: 1, mode: "x", removed: true } }),
    object("v1", "Service", "former", { spec: { port: 80 } }),
  ],
  new: [
    object("apps/v1", "Deployment", "app", {
      spec: { containers: [container("app", "2"), container("sidecar", "2")] },
    }),
    object("v1", "ConfigMap", "settings", { data: { a: "2", added: "2" } }),
    object("queue.example.com/v1", "Queue", "jobs", { spec: { size: 2, mode: "y", added: true } }),
    object("v1", "ConfigMap", "more", { data: { b: "2" } }),
  ],
  third: [
    object("apps/v1", "Deployment", "app", { spec: { containers: [container("app", "3")] } }),
    object("v1", "ConfigMap", "settings", { data: { a: "1", third: "3" } }),
    object("queue.example.com/v1", "Queue", "jobs", { spec: { size: 1, mode: "y", third: true } }),
  ],
};

const values = (file: string): JsonObject => ({ file, settings: { of: file } });
const world = () => new HelmWorld(({ file }) => OBJECTS[String(file)] ?? []);

/** Objects of a cluster after a first apply of a file. */
const expected = (file: string) => {
  const fresh = world();
  fresh.upgrade(values(file));
  return fresh.objects;
};

/** Steps of an upgrade to the new file, after which the apply is killed. Nothing of them is in the state. */
const UPGRADE = [
  "before anything",
  "pending revision",
  "Deployment",
  "ConfigMap",
  "custom resource",
  "created object",
  "deleted object",
  "superseded revision",
  "deployed revision",
] as const;

/** Steps of the rollback of an upgrade that failed. */
const ROLLBACK = [
  "failed, before its mark",
  "failed revision",
  "pending rollback",
  "Deployment rolled back",
  "ConfigMap rolled back",
  "custom resource rolled back",
] as const;

function killed(file: string, change: (world: HelmWorld) => void): ReleaseMachine {
  const started = world();
  started.upgrade(values("old"));
  const state = { values: values("old"), revision: 1 };
  change(started);
  return new ReleaseMachine(started, values(file), state);
}

/** Calls that change the cluster or the state. */
const CHANGE = /kubectl .* (patch|delete) | state rm /;

/** Repairs, runs the named command of Helm where there is one, and deploys what the next plan then has. */
async function recover(machine: ReleaseMachine): Promise<void> {
  const ended = await repairLayers(machine.session());
  if (ended === "failed") {
    expect(machine.file).toEqual(values("third"));
    expect(machine.said.join("\n")).toContain(
      "first: helm rollback app 1 -n apps; or deploy the file of one of",
    );
    machine.world.rollback(1);
    expect(await repairLayers(machine.session())).toBe("done");
  } else expect(ended).toBe("done");
  machine.deploy();
}

const MOMENTS = [
  ...UPGRADE.map((moment, steps) => [moment, (it: HelmWorld) => it.upgrade(values("new"), steps)] as const),
  ...ROLLBACK.map(
    (moment, steps) => [moment, (it: HelmWorld) => it.failedUpgrade(values("new"), steps)] as const,
  ),
];

describe.each(["new", "old", "third"])("with the %s file", (file) => {
  test.each(MOMENTS)("an upgrade that is killed after: %s, ends in the file", async (_, change) => {
    const machine = killed(file, (it) => void change(it));
    await recover(machine);
    expect([...machine.world.objects].sort()).toEqual([...expected(file)].sort());
    // A second repair finds nothing, and the next plan is empty.
    machine.calls.length = 0;
    expect(await repairLayers(machine.session())).toBe("done");
    expect(machine.calls.filter((call) => CHANGE.test(call))).toEqual([]);
    expect(machine.isPlanned).toBe(false);
  });

  test.each([0, 1, 2, 3, 4, 5, 6])(
    "an install that is killed after %d steps ends in the file",
    async (steps) => {
      const started = world();
      started.upgrade(values("new"), steps);
      const machine = new ReleaseMachine(started, values(file), undefined);
      await recover(machine);
      expect([...machine.world.objects].sort()).toEqual([...expected(file)].sort());
    },
  );
});

test("values of several YAML documents are merged as the provider merges them", () => {
  const stored = JSON.stringify({ config: { a: { enabled: true, b: 2 }, c: [1] } });
  const revision = { number: 1, status: "deployed", secret: "s", stored };
  const documents = ["a: {enabled: yes, b: 1}", "a: {b: 2}\nc: [1]"];
  expect(hasPlannedValues(revision, { values: documents })).toBe(true);
  expect(hasPlannedValues(revision, { values: [...documents, "c: [2]"] })).toBe(false);
});

test.each([
  ["values that are not known yet", {}],
  ["no values, where Helm keeps the former ones", { values: [] }],
  ["values of set blocks", { values: ["a: 1"], set: [{ name: "b", value: "2" }] }],
])("%s are not compared", (_, planned) => {
  const revision = { number: 1, status: "deployed", secret: "s", stored: '{"config": {"a": 1}}' };
  expect(hasPlannedValues(revision, planned)).toBe(undefined);
});

test("the repair changes nothing where the answer is no, and names the release and its revision", async () => {
  const machine = killed("old", (it) => void it.upgrade(values("new")));
  expect(await repairLayers(machine.session(false))).toBe("declined");
  expect(machine.said.join("\n")).toContain(
    "helm_release.app: the release apps/app has revision 2 (deployed)",
  );
  expect(machine.calls.filter((call) => CHANGE.test(call))).toEqual([]);
});

test("a repair that is killed itself is continued by the next one", async () => {
  for (const stop of [0, 1]) {
    const machine = killed("old", (it) => void it.upgrade(values("new"), 5));
    const kubectl = machine.kubectl.bind(machine);
    let changes = 0;
    machine.kubectl = (args) => {
      if (/ (patch|delete) /.test(args.join(" ")) && ++changes > stop)
        return { code: 1, stdout: "", stderr: "killed" };
      return kubectl(args);
    };
    await repairLayers(machine.session());
    machine.kubectl = kubectl;
    await recover(machine);
    expect([stop, ...[...machine.world.objects].sort()]).toEqual([stop, ...[...expected("old")].sort()]);
  }
});

test("a third file is reached without Helm too, by the file of the interrupted upgrade or the one before", async () => {
  for (const between of ["old", "new"]) {
    const machine = killed("third", (it) => void it.upgrade(values("new"), 4));
    expect(await repairLayers(machine.session())).toBe("failed");
    for (const file of [between, "third"]) {
      machine.file = values(file);
      await recover(machine);
    }
    expect([...machine.world.objects].sort()).toEqual([...expected("third")].sort());
  }
});

const volume = (name: string, policy: string, phase = "Released"): JsonObject => ({
  kind: "PersistentVolume",
  metadata: { name },
  spec: {
    persistentVolumeReclaimPolicy: policy,
    csi: { driver: "ebs.csi.aws.com", volumeHandle: `vol-${name}` },
    claimRef: { namespace: "apps", name: "claim", uid: "u" },
  },
  status: { phase },
});

const NAMESPACE = ["kubernetes_namespace_v1", { metadata: [{ name: "apps" }] }] as const;

test("a released volume of the file becomes free for its next claim; others are named with what to do", async () => {
  const machine = killed("old", () => undefined);
  machine.planned = [NAMESPACE, ["kubernetes_persistent_volume_v1", { metadata: [{ name: "weights" }] }]];
  machine.volumes = [
    volume("weights", "Retain"),
    volume("kept", "Retain"),
    volume("ending", "Delete"),
    volume("used", "Delete", "Bound"),
  ];
  expect(await repairLayers(machine.session())).toBe("done");
  expect(machine.calls.filter((call) => call.includes("patch persistentvolume"))).toEqual([
    expect.stringContaining(
      'patch persistentvolume weights --type merge -p {"spec":{"claimRef":{"uid":null,"resourceVersion":null}}}',
    ),
  ]);
  const said = machine.said.join("\n");
  expect(said).toContain("kubectl delete persistentvolume kept; aws ec2 delete-volume --volume-id vol-kept");
  expect(said).toContain("kubectl describe persistentvolume ending");
  expect(said).not.toContain("used");
});

test("an object of a killed apply that is not in the file and in no state is named with its command", async () => {
  const machine = killed("old", () => undefined);
  machine.planned = [
    NAMESPACE,
    ["kubernetes_deployment_v1", { metadata: [{ name: "app", namespace: "apps" }] }],
  ];
  const deployment = (name: string, owner = false): JsonObject => ({
    kind: "Deployment",
    metadata: { name, namespace: "apps", ...(owner ? { ownerReferences: [{ name: "o" }] } : {}) },
  });
  machine.listed = [deployment("app"), deployment("more"), deployment("made", true)];
  expect(await repairLayers(machine.session())).toBe("done");
  expect(machine.said.filter((line) => line.startsWith("left: "))).toEqual([
    "left: in no state and not in the file; if nothing needs it: kubectl delete deployment more -n apps",
  ]);
});
