import { type ShapingSetting } from "../../../src/shared/terraform/cause-record";
import { type Layer } from "../../../src/shared/terraform/layers";
import { type Cause, Causes } from "../../../src/tools/review/causes";
import { type ResourceChange } from "../../../src/tools/review/change";
import {
  type EnvironmentRecord,
  type SettingRecord,
} from "../../../src/proof/terraform-json/environment-record";

const DEPLOYMENT = "kubernetes_deployment_v1.api";
const VPC = "aws_vpc.main";

const setting = (path: SettingRecord["path"], value: SettingRecord["value"], at?: string): SettingRecord => ({
  path,
  value,
  ...(at === undefined ? {} : { at }),
});

const model = (index: number, name: string, port: number): SettingRecord[] => [
  setting(["models", index, "name"], name, `a.yaml:${10 + index}:5`),
  setting(["models", index, "port"], port, `a.yaml:${20 + index}:5`),
];

const cidr = (value: string) => setting(["network", "vpcCidr"], value, "a.yaml:5:3");

/** The record of one block. */
const recorded = (layer: Layer, address: string, ...settings: ShapingSetting[]) => ({
  layer,
  part: ["network"],
  addresses: [address],
  settings,
});

const CAUSES = [
  recorded(
    "models",
    DEPLOYMENT,
    { path: ["models", 0, "name"], shapes: ["exists"] },
    { path: ["models", 0, "port"], shapes: ["spec.port"] },
    { path: ["namespace"], shapes: ["metadata"] },
  ),
  recorded("network", VPC, { path: ["network", "vpcCidr"], shapes: ["cidr_block"] }),
];

const record = (
  settings: readonly SettingRecord[],
  causes: EnvironmentRecord["causes"] = CAUSES,
): EnvironmentRecord => ({ waivers: [], settings, causes });

/** A resource that exists on both sides. */
const change = (layer: Layer, address: string, ...edited: readonly string[]): ResourceChange => ({
  environment: "a",
  layer,
  address,
  type: address.split(".")[0] ?? "",
  before: {},
  after: {},
  action: "change",
  instances: 1,
  edits: edited.map((argument) => ({
    path: argument,
    argument,
    difference: "changed",
    before: 1,
    after: 2,
  })),
  reasons: [],
  notes: [],
});

/** A resource that exists on one side. */
function onOneSide(layer: Layer, address: string, side: "before" | "after"): ResourceChange {
  const { before, after, ...rest } = change(layer, address);
  return { ...rest, ...(side === "before" ? { before: before ?? {} } : { after: after ?? {} }) };
}

const changesOf = (...resources: readonly ResourceChange[]) => ({ resources, others: [], abandoned: [] });

const between = (
  before: readonly SettingRecord[],
  after: readonly SettingRecord[],
  ...changed: readonly ResourceChange[]
): Causes => new Causes(record(before), record(after), changesOf(...changed));

/** Paths of the settings that are a cause; otherwise what else it is. */
const shown = (cause: Cause): string | string[] =>
  cause.by === "settings" ? cause.settings.map(({ path }) => path) : cause.by;

test("an item inserted into a list changes no value of the items after it", () => {
  const { changes } = between(model(0, "api", 80), [...model(0, "new", 90), ...model(1, "api", 80)]);
  expect(changes.map(({ path }) => path)).toEqual(["models[new].name", "models[new].port"]);
});

describe("of several changed values", () => {
  const causes = between(
    [...model(0, "api", 80), cidr("10.0.0.0/16")],
    [...model(0, "api", 90), cidr("10.1.0.0/16")],
  );

  test("the one that shapes the edited argument is the cause, with both values and its place", () => {
    expect(causes.ofChange(change("models", DEPLOYMENT, "spec.port.container_port"))).toEqual({
      by: "settings",
      settings: [{ path: "models[api].port", before: 80, after: 90, at: "a.yaml:20:5" }],
    });
    expect(shown(causes.ofChange(change("network", VPC, "cidr_block")))).toEqual(["network.vpcCidr"]);
  });

  test("none is the cause of an argument that no changed value shapes", () => {
    expect(shown(causes.ofChange(change("models", DEPLOYMENT, "metadata.namespace")))).toBe("program");
  });

  test("each that shapes an edited argument is a possible cause of all edits", () => {
    const edits = change("network", VPC, "cidr_block");
    const follows = { argument: "tags", effect: "change" as const, follows: `models/${DEPLOYMENT}` };
    const deployment = change("models", DEPLOYMENT, "spec.port");
    const all = between(
      [...model(0, "api", 80), cidr("10.0.0.0/16")],
      [...model(0, "api", 90), cidr("10.1.0.0/16")],
      deployment,
    );
    expect(shown(all.ofChange({ ...edits, reasons: [follows] }))).toEqual([
      "models[api].port",
      "network.vpcCidr",
    ]);
  });
});

test("a value that changes for another model is no cause", () => {
  const causes = between(
    [...model(0, "api", 80), ...model(1, "web", 80)],
    [...model(0, "api", 80), ...model(1, "web", 90)],
  );
  expect(shown(causes.ofChange(change("models", DEPLOYMENT, "spec.port")))).toBe("program");
});

describe("a resource that is created or destroyed", () => {
  const zones = (...letters: readonly string[]) => setting(["network", "zones"], letters, "a.yaml:4:3");
  const subnet = (zone: string) =>
    recorded("network", `aws_subnet.private_${zone}`, {
      path: ["network", "zones"],
      shapes: ["exists"],
      item: zone,
    });
  const both = [subnet("a"), subnet("b")];
  const causes = (was: SettingRecord, is: SettingRecord) =>
    new Causes(
      record([was, cidr("10.0.0.0/16")], both),
      record([is, cidr("10.1.0.0/16")], both),
      changesOf(),
    );

  test("has the list as its cause that gains or loses its item", () => {
    expect(
      shown(
        causes(zones("a"), zones("a", "b")).ofChange(onOneSide("network", "aws_subnet.private_b", "after")),
      ),
    ).toEqual(["network.zones"]);
    expect(
      shown(
        causes(zones("a", "b"), zones("a")).ofChange(onOneSide("network", "aws_subnet.private_b", "before")),
      ),
    ).toEqual(["network.zones"]);
  });

  test("has another cause than a list that keeps its item", () => {
    expect(
      shown(
        causes(zones("a"), zones("a", "b")).ofChange(onOneSide("network", "aws_subnet.private_a", "before")),
      ),
    ).toBe("program");
  });

  test("has no value as its cause that shapes its arguments only", () => {
    expect(
      shown(
        between(model(0, "api", 80), model(0, "api", 90)).ofChange(onOneSide("models", DEPLOYMENT, "after")),
      ),
    ).toBe("program");
  });
});

test("a part of the file that appears is one cause instead of all its values", () => {
  const group = (name: string) => [
    setting(["cluster", "nodeGroups", name, "minPerZone"], 1, "a.yaml:7:5"),
    setting(["cluster", "nodeGroups", name, "maxPerZone"], 2),
  ];
  const nodes = recorded("cluster", "aws_eks_node_group.cpu_a", {
    path: ["cluster", "nodeGroups", "cpu"],
    shapes: ["exists"],
  });
  const causes = new Causes(
    record(group("general"), []),
    record([...group("general"), ...group("cpu")], [nodes]),
    changesOf(),
  );
  expect(causes.ofChange(onOneSide("cluster", "aws_eks_node_group.cpu_a", "after"))).toEqual({
    by: "settings",
    settings: [
      {
        path: "cluster.nodeGroups.cpu",
        before: undefined,
        after: undefined,
        at: "a.yaml:7:5",
        part: "added",
      },
    ],
  });
});

describe("the cause of a finding", () => {
  const [was, is] = [
    [...model(0, "api", 80), cidr("10.0.0.0/16")],
    [...model(0, "new", 80), cidr("10.1.0.0/16")],
  ];
  const added = onOneSide("models", DEPLOYMENT, "after");
  const causes = between(was, is, added, change("network", VPC, "cidr_block"));
  const every = ["models[new].name", "network.vpcCidr"];

  test("is that of its resource, if that is created with it", () => {
    expect(shown(causes.ofFinding("models", DEPLOYMENT, "found"))).toEqual(["models[new].name"]);
  });

  test("can be each changed value otherwise, since a finding can concern more than its address", () => {
    for (const [layer, address] of [
      ["network", VPC],
      [undefined, undefined],
    ] as const) {
      expect(shown(causes.ofFinding(layer, address, "found"))).toEqual(
        expect.arrayContaining(every.slice(1)),
      );
    }
    expect(shown(causes.ofFinding("models", DEPLOYMENT, "gone"))).toHaveLength(3);
  });
});

describe("a changed default", () => {
  const days = (value: number, at?: string) => setting(["cluster", "logRetentionDays"], value, at);

  test("is a changed value that the file sets on no side", () => {
    const { defaults } = between([days(30)], [days(90)]);
    expect(defaults.map(({ path }) => path)).toEqual(["cluster.logRetentionDays"]);
  });

  test.each([
    ["after", [days(30)], [days(90, "a.yaml:3:3")]],
    ["before", [days(30, "a.yaml:3:3")], [days(90)]],
  ])("is not a value that the file sets %s", (_side, before, after) => {
    expect(between(before, after).defaults).toEqual([]);
  });
});

test("a value on another line is unchanged", () => {
  const moved = setting(["network", "vpcCidr"], "10.0.0.0/16", "a.yaml:9:3");
  const { changes, isKnown } = between([cidr("10.0.0.0/16")], [moved]);
  expect(changes).toEqual([]);
  expect(isKnown).toBe(true);
});

describe("in a folder of an older synth,", () => {
  const settings = [model(0, "api", 80), model(0, "api", 90)] as const;

  test("without values and causes, every cause is unknown", () => {
    const causes = new Causes(record([], []), record(settings[1]), changesOf());
    expect(causes.isKnown).toBe(false);
    expect(shown(causes.ofChange(change("models", DEPLOYMENT, "spec.port")))).toBe("unknown");
    expect(shown(causes.ofFinding("models", DEPLOYMENT, "found"))).toBe("unknown");
  });

  test("without causes, those of the other side apply, and a destroyed resource has an unknown cause", () => {
    const causes = new Causes(record(settings[0], []), record(settings[1]), changesOf());
    expect(shown(causes.ofChange(change("models", DEPLOYMENT, "spec.port")))).toEqual(["models[api].port"]);
    expect(shown(causes.ofChange(onOneSide("models", DEPLOYMENT, "before")))).toBe("unknown");
  });
});

test("a moved address has the address lock as its cause", () => {
  const causes = between(model(0, "api", 80), model(0, "api", 90));
  expect(shown(causes.ofChange(change("models", "moved.aws_vpc.old", "")))).toBe("address lock");
});

test("a new item is the cause of its block, and its other settings are not", () => {
  const causes = [
    recorded(
      "models",
      DEPLOYMENT,
      { path: ["models", 0, "name"], shapes: ["exists"] },
      { path: ["models", 0, "kind"], shapes: ["exists"] },
    ),
  ];
  const of = (kind: string) =>
    record([cidr("10.0.0.0/16"), ...model(0, "api", 80), setting(["models", 0, "kind"], kind)], causes);
  const found = (before: EnvironmentRecord) =>
    shown(new Causes(before, of("kserve"), changesOf()).ofChange(onOneSide("models", DEPLOYMENT, "after")));
  expect(found(record([cidr("10.0.0.0/16")], []))).toEqual(["models[api].name"]);
  expect(found(of("container"))).toEqual(["models[api].kind"]);
});

test("a review of many changes reads the settings of an environment as often as a review of one", () => {
  const readsFor = (count: number): number => {
    let reads = 0;
    const counted = (each: SettingRecord): SettingRecord =>
      Object.defineProperty({ ...each }, "path", {
        get: () => {
          reads++;
          return each.path;
        },
      });
    const settings = (port: number) =>
      Array.from({ length: 3 }, (_, index) => model(index, `m${index}`, port)).flat();
    const changed = change("models", DEPLOYMENT, "spec.port");
    const causes = between(settings(80).map(counted), settings(90).map(counted), changed);
    for (let line = 0; line < count; line++) {
      expect(shown(causes.ofChange(changed))).toEqual(["models[m0].port"]);
      expect(shown(causes.ofFinding(undefined, undefined, "found"))).toHaveLength(3);
    }
    return reads;
  };
  expect(readsFor(1)).toBeGreaterThan(0);
  expect(readsFor(100)).toBe(readsFor(1));
});
