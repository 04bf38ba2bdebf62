import { type Json, StackJson } from "../../../src/terraform/stack-json";
import { type SettingRecord } from "../../../src/terraform/environment-record";
import { type TrialSynth } from "../../../src/project/trial-synth";
import { FINDING } from "../../../src/handoff/values/other-values";
import { trialPlaces } from "../../../src/handoff/values/trial-places";

type Path = SettingRecord["path"];

const DAYS: Path = ["cluster", "logRetentionDays"];
const FLOW_LOGS: Path = ["network", "flowLogs", "retentionDays"];
const MEMORY: Path = ["components", "prometheus", "memoryGiB"];
const STORAGE: Path = ["components", "prometheus", "storageGiB"];
const minimum = (model: number): Path => ["models", model, "replicas", "min"];
const maximum = (model: number): Path => ["models", model, "replicas", "max"];

const setting = (path: Path, value: Json): SettingRecord => ({ path, value, at: "environment.yaml:1:1" });

const MODELS = [setting(["models", 0, "name"], "first"), setting(["models", 1, "name"], "second")];

/** The values of settings, by their paths. */
type ValueOf = (path: Path) => number;

/** A synth whose stack has these values of one resource, and its refusal where there are none. */
const synthOf =
  (values: (valueOf: ValueOf) => Record<string, Json> | undefined): TrialSynth =>
  (_, settings) => {
    const made = values((path) =>
      Number(settings.find((each) => each.path.join() === path.join())?.value ?? Number.NaN),
    );
    const resource = { terraform_data: { main: { input: made ?? {} } } };
    return made
      ? { stacks: new Map([["cluster", new StackJson("main-cluster", { resource })]]) }
      : { refused: [{ path: [], text: "refused" }] };
  };

/** The variables of settings, and the settings without one, by their paths. */
function foundIn(settings: readonly SettingRecord[], synth: TrialSynth) {
  const found = trialPlaces({
    environment: "main",
    settings,
    synth,
    finding: FINDING.least,
    isFilledOtherwise: () => false,
  });
  const nameOf = ({ scalar }: { readonly scalar: { readonly path: Path } }): string => scalar.path.join(".");
  return {
    variables: found?.candidates.map(nameOf) ?? [],
    literals: found?.notVariables.map(nameOf) ?? [],
    candidates: found?.candidates ?? [],
  };
}

const SETTINGS = [
  setting(DAYS, 30),
  setting(FLOW_LOGS, 90),
  setting(MEMORY, 2),
  setting(STORAGE, 50),
  setting(["account"], "111122223333"),
];

const valuesOf = (valueOf: ValueOf): Record<string, number> => ({
  days: valueOf(DAYS),
  logs: valueOf(FLOW_LOGS),
  memory: valueOf(MEMORY),
  storage: valueOf(STORAGE),
});

describe("a text that two settings shape together", () => {
  test.each([
    ["the product of the first two", DAYS, FLOW_LOGS],
    ["the product of the first and the last", DAYS, STORAGE],
    ["the product of the last two", MEMORY, STORAGE],
  ])("%s costs one of them its variable, and no other setting", (_, one, other) => {
    const synth = synthOf((valueOf) => ({
      text: `${valueOf(one) * valueOf(other)} of ${valueOf(DAYS)}, ${valueOf(FLOW_LOGS)}, ${valueOf(MEMORY)}, ${valueOf(STORAGE)}`,
    }));
    expect(foundIn(SETTINGS, synth).literals).toEqual([other.join(".")]);
  });

  test("a refusal of two values together costs one of them its variable, and no other setting", () => {
    const synth = synthOf((valueOf) =>
      valueOf(MEMORY) !== 2 && valueOf(STORAGE) !== 50 ? undefined : valuesOf(valueOf),
    );
    expect(foundIn(SETTINGS, synth).literals).toEqual([STORAGE.join(".")]);
  });

  test("blocks that follow from two values together cost one of them its variable, and no other setting", () => {
    const synth = synthOf((valueOf) => ({
      ...(valueOf(MEMORY) !== 2 && valueOf(STORAGE) !== 50 ? { warning: "both" } : {}),
      ...valuesOf(valueOf),
    }));
    expect(foundIn(SETTINGS, synth).literals).toEqual([STORAGE.join(".")]);
  });
});

test("two whole multiples of settings are a total with an addend", () => {
  const sizes = ["chat", "large"].map((group): Path => ["cluster", "nodeGroups", group, "maxPerZone"]);
  const [chat = [], large = []] = sizes;
  const synth = synthOf((valueOf) => ({
    chat: valueOf(chat),
    large: valueOf(large),
    gpus: `${2 * valueOf(chat) + 16 * valueOf(large) + 3}`,
  }));
  expect(
    foundIn(
      sizes.map((path) => setting(path, 2)),
      synth,
    ),
  ).toMatchObject({ literals: [], variables: ["", ...sizes.map((path) => path.join("."))] });
});

describe("replicas", () => {
  const settings = (...limits: readonly (readonly [min: number, max: number])[]): SettingRecord[] => [
    ...MODELS.slice(0, limits.length),
    ...limits.flatMap(([min, max], model) => [setting(minimum(model), min), setting(maximum(model), max)]),
  ];

  /** An alert on the maximum, of models that scale. */
  const synthFor = (count: number): TrialSynth =>
    synthOf((valueOf) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, model) => {
          const [min, max] = [valueOf(minimum(model)), valueOf(maximum(model))];
          return [`model${model}`, `from ${min} to ${max}${max > min ? ", with an alert" : ""}`];
        }),
      ),
    );

  test.each([
    [1, 2],
    [2, 3],
    [2, 6],
    [10, 11],
  ])("a minimum of %d stays below a maximum of %d in each trial, so both have a variable", (min, max) => {
    const { literals, candidates } = foundIn(settings([min, max]), synthFor(1));
    expect(literals).toEqual([]);
    const valuesOf = (path: Path) =>
      candidates.find(({ scalar }) => scalar.path.join() === path.join())?.values.map(Number) ?? [];
    const limits = valuesOf(minimum(0)).map(
      (least, trial) => [least, valuesOf(maximum(0))[trial] ?? 0] as const,
    );
    expect(limits.length).toBeGreaterThan(1);
    expect(limits.filter(([least, most]) => least >= most)).toEqual([]);
  });

  test("a model without a range of replicas costs no other model its variables", () => {
    const { literals } = foundIn(settings([2, 3], [2, 2]), synthFor(2));
    expect(literals).not.toContain(minimum(0).join("."));
    expect(literals).not.toContain(maximum(0).join("."));
    expect(literals).toContain(maximum(1).join("."));
  });
});
