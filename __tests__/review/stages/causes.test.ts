import { type SettingRecord } from "../../../src/terraform/environment-record";
import { nested } from "../../../src/terraform/settings";
import { type TrialSynth } from "../../../src/project/trial-synth";
import { type Cause, Causes, type CausesRequest } from "../../../src/review/stages/causes";
import { compareEnvironments } from "../../../src/review/compare-environments";
import { CONFIG, type Config, type Model, program, recordOf, stacksOf, synth } from "../small-program";

interface Between {
  /** An edit of the stacks after the change. */
  readonly edit?: (json: ReturnType<typeof program>) => ReturnType<typeof program>;
  readonly request?: Partial<CausesRequest>;
}

/** Causes of the change from the configuration above to another one. */
function between(after: Partial<Config>, { edit = (json) => json, request = {} }: Between = {}) {
  const now = { ...CONFIG, ...after };
  const [before, made] = [stacksOf(program(CONFIG)), stacksOf(edit(program(now)))];
  const changed = compareEnvironments({ environment: "a", before, after: made });
  const causes = new Causes({
    environment: "a",
    before: recordOf(CONFIG),
    after: recordOf(now),
    changed,
    moved: new Map(made.map(({ layer, stack }) => [layer, stack])),
    synth,
    ...request,
  });
  return { causes, changed, of: (address: string) => ofAddress(causes, changed, address) };
}

function ofAddress(causes: Causes, { resources }: CausesRequest["changed"], address: string): string {
  const found = resources.find((each) => each.address === address);
  return found ? shown(causes.ofChange(found)) : "not changed";
}

/** Paths of the settings that are a cause; otherwise what else it is. */
function shown(cause: Cause): string {
  if (cause.by !== "settings") return cause.by;
  const paths = cause.settings.map(({ path }) => path).join(", ");
  return `${cause.isTogether ? "together: " : ""}${paths}${cause.isOpen ? " (open)" : ""}`;
}

const VPC = "aws_vpc.main";
const DEPLOYMENT = "kubernetes_deployment_v1.api";
const RULE = "aws_vpc_security_group_ingress_rule";
const [API] = CONFIG.models as [Model];

describe("of several changed values", () => {
  const { causes, changed, of } = between({
    cidr: "10.1.0.0/16",
    zones: ["a", "b", "c"],
    models: [{ ...API, port: 90 }],
  });

  test("each is the cause of the edits and blocks that it makes alone", () => {
    expect(of(VPC)).toBe("cidr");
    expect(of("aws_subnet.c")).toBe("zones");
    expect(of(DEPLOYMENT)).toBe("models[api].port");
  });

  test("those without which a block would not exist are its causes", () => {
    expect(of(`${RULE}.from_10_1_0_0_16_90`)).toBe("cidr, models[api].port");
    expect(of(`${RULE}.from_10_0_0_0_16_80`)).toBe("cidr, models[api].port");
  });

  test("the cause has both values and its place", () => {
    const deployment = changed.resources.find(({ address }) => address === DEPLOYMENT);
    expect(deployment && causes.ofChange(deployment)).toEqual({
      by: "settings",
      settings: [{ path: "models[api].port", before: 80, after: 90, at: "a.yaml:models-0-port" }],
    });
  });

  test("a block that follows a replaced resource has its cause", () => {
    expect(of("aws_subnet.a")).toBe("cidr");
  });
});

test("an edit of the output has the program as its cause, and the values of the file theirs", () => {
  const { of } = between(
    { cidr: "10.1.0.0/16" },
    {
      edit: (json) => ({
        ...json,
        models: { resource: { kubernetes_deployment_v1: { api: { spec: { port: 80, nodes: 9 } } } } },
      }),
    },
  );
  expect([of(VPC), of(DEPLOYMENT)]).toEqual(["cidr", "program"]);
});

describe("a new item of a list", () => {
  const second: Model = { name: "first", port: 81, secrets: [] };
  const { causes, of } = between({ models: [second, API], cidr: "10.1.0.0/16" });

  test("changes no value of the items after it", () => {
    expect(causes.changes.map(({ path }) => path)).not.toContain("models[api].port");
  });

  test("is one cause, with the place of its first value", () => {
    expect(of("kubernetes_deployment_v1.first")).toBe("models[first]");
    expect(of(VPC)).toBe("cidr, models[first]");
  });
});

test("a renamed item is a removed and a new one", () => {
  const { of } = between({ models: [{ ...API, name: "web" }], nodes: 2 });
  expect(of(DEPLOYMENT)).toBe("models[api]");
  expect(of("kubernetes_deployment_v1.web")).toBe("models[web]");
});

test("a moved address has the cause of its name", () => {
  const { of } = between(
    { models: [{ ...API, name: "web" }], nodes: 2 },
    {
      edit: (json) => ({
        ...json,
        models: { ...json.models, moved: [{ from: DEPLOYMENT, to: "kubernetes_deployment_v1.web" }] },
      }),
    },
  );
  expect(of("kubernetes_deployment_v1.web")).toBe("nodes");
});

test("the first item of an empty list is the cause, not the empty list", () => {
  const { of } = between({ models: [{ ...API, secrets: [{ name: "key" }] }], cidr: "10.1.0.0/16" });
  expect(of(DEPLOYMENT)).toBe("models[api].secrets[key].name");
});

test("a value that is refused alone is tried with those that the error names", () => {
  const { of } = between({ tier: "large", nodes: 2, cidr: "10.1.0.0/16" });
  expect(of(DEPLOYMENT)).toBe("nodes");
  expect(of(VPC)).toBe("cidr, tier");
});

test("with a value that is refused in each way, what no other value makes has all as its cause together", () => {
  const refusing = (name: string, settings: readonly SettingRecord[]): ReturnType<TrialSynth> => {
    const { tier, cidr } = nested([...settings]) as Config;
    const isRecorded = (tier === "small") === (cidr === CONFIG.cidr);
    return isRecorded ? synth(name, settings) : { refused: [] };
  };
  const { of } = between({ tier: "large", nodes: 2, cidr: "10.1.0.0/16" }, { request: { synth: refusing } });
  expect(of(DEPLOYMENT)).toBe("nodes");
  expect(of(VPC)).toBe("together: cidr, tier");
});

describe("the number of syntheses", () => {
  const counted = (after: Partial<Config>): number => {
    let syntheses = 0;
    const counting: TrialSynth = (name, settings) => {
      syntheses += 1;
      return synth(name, settings);
    };
    const { causes, changed } = between(after, { request: { synth: counting } });
    changed.resources.forEach((change) => causes.ofChange(change));
    expect(causes.syntheses).toBe(syntheses);
    return syntheses;
  };

  test("is none without a changed value", () => {
    expect(counted({})).toBe(0);
  });

  test("is two for one changed value, and two for each of several", () => {
    expect(counted({ cidr: "10.1.0.0/16" })).toBe(2);
    expect(counted({ cidr: "10.1.0.0/16", nodes: 2 })).toBe(6);
  });

  test("is at most 40, with parts of the file instead of values", () => {
    const models = Array.from({ length: 30 }, (_, index) => ({ ...API, name: `m${index}`, port: index }));
    const grown = models.map((model) => ({ ...model, port: model.port + 100 }));
    const { causes, changed } = between(
      { models: grown, nodes: 2 },
      { request: { before: recordOf({ ...CONFIG, models }) } },
    );
    changed.resources.forEach((change) => causes.ofChange(change));
    expect(causes.syntheses).toBeLessThanOrEqual(40);
    expect(causes.syntheses).toBe(6);
  });
});

describe("without an answer", () => {
  test("of a folder that does not record its values, each cause is unknown", () => {
    const before = { ...recordOf(CONFIG), settings: [] };
    const { causes, of } = between({ cidr: "10.1.0.0/16" }, { request: { before } });
    expect(causes.isKnown).toBe(false);
    expect(of(VPC)).toBe("unknown");
    expect(shown(causes.ofFinding("network", VPC, "found"))).toBe("unknown");
  });

  test("of another program, what no value makes in this one has an unknown cause", () => {
    const edit: Between["edit"] = (json) => ({ ...json, models: { resource: {} } });
    const before = { ...recordOf(CONFIG), version: "0.0.1" };
    const { of } = between({ cidr: "10.1.0.0/16" }, { edit, request: { before } });
    expect([of(VPC), of(DEPLOYMENT)]).toEqual(["cidr", "unknown"]);
  });

  test("of another program for the same file, the program is the cause", () => {
    const edit: Between["edit"] = (json) => ({ ...json, models: { resource: {} } });
    const { of } = between({}, { edit, request: { before: { ...recordOf(CONFIG), version: "0.0.1" } } });
    expect(of(DEPLOYMENT)).toBe("program");
  });

  test("where this program does not synthesize a side, each cause is unknown", () => {
    const { of } = between({ cidr: "10.1.0.0/16" }, { request: { synth: () => ({ refused: [] }) } });
    expect(of(VPC)).toBe("unknown");
  });
});

test("a block of an own file has that file as its cause", () => {
  const edit: Between["edit"] = (json) => ({
    ...json,
    models: { resource: { aws_ssm_parameter: { own: {} } } },
  });
  const own = new Set(["models/aws_ssm_parameter.own"]);
  expect(between({ cidr: "10.1.0.0/16" }, { edit, request: { own } }).of("aws_ssm_parameter.own")).toBe(
    "own file",
  );
});

test("an environment that one side does not have is the cause of everything", () => {
  expect(between({ cidr: "10.1.0.0/16" }, { request: { isWhole: true } }).of(VPC)).toBe("environment");
});

test("a moved address itself has the address lock as its cause", () => {
  const { causes } = between({ cidr: "10.1.0.0/16" });
  const moved = { environment: "a", layer: "models" as const, address: "moved.aws_vpc.old", edits: [] };
  expect(shown(causes.ofChange(moved))).toBe("address lock");
});

describe("the cause of a finding", () => {
  const { causes } = between({ cidr: "10.1.0.0/16", zones: ["a", "b", "c"], nodes: 2 });

  test("is that of its resource, if that is created with it", () => {
    expect(shown(causes.ofFinding("network", "aws_subnet.c", "found"))).toBe("zones");
  });

  test("can be each changed value otherwise, since a finding can concern more than its address", () => {
    expect(shown(causes.ofFinding("network", VPC, "found"))).toBe("cidr, zones, nodes (open)");
    expect(shown(causes.ofFinding(undefined, undefined, "gone"))).toBe("cidr, zones, nodes (open)");
  });
});

describe("a changed default", () => {
  const days = (value: number, at?: string): SettingRecord => ({
    path: ["days"],
    value,
    ...(at === undefined ? {} : { at }),
  });
  const defaultsOf = (before: SettingRecord, after: SettingRecord): string[] =>
    between(
      {},
      {
        request: {
          before: { ...recordOf(CONFIG), settings: [before] },
          after: { ...recordOf(CONFIG), settings: [after] },
        },
      },
    ).causes.defaults.map(({ path }) => path);

  test("is a changed value that the file sets on no side", () => {
    expect(defaultsOf(days(30), days(90))).toEqual(["days"]);
  });

  test("is not a value that the file sets on one side", () => {
    expect(defaultsOf(days(30), days(90, "a.yaml:3:3"))).toEqual([]);
    expect(defaultsOf(days(30, "a.yaml:3:3"), days(90))).toEqual([]);
  });
});
