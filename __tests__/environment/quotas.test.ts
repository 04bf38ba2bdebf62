import { formatPath } from "../../src/environment/problems";
import { type EnvironmentConfig } from "../../src/environment/schema";
import { environmentSchema } from "../../src/parts/environment-schema";
import { configWith } from "../support/environments";
import { rulesAcross } from "../../src/environment/rules/across";

const named = (name: string, config: EnvironmentConfig) => ({
  name,
  config,
  file: `${name}.yaml`,
  locate: () => ({ file: "", line: 1, column: 1 }),
  texts: new Map(),
  files: [],
  writtenAt: () => undefined,
});

/** Problems of two environments that state a quota, as `environment path: expected`. */
const problems = (first: object, second: object): string[] =>
  rulesAcross([
    named("a", configWith("mlapp", first)),
    named("b", configWith("mlapp", { ...OTHER_NAMES, ...second })),
  ]).map(({ environment, path, expected }) => `${environment} ${formatPath(path)}: ${expected}`);

const OTHER_NAMES = {
  namePrefix: "other",
  cluster: { name: "other" },
  network: { vpcName: "other", vpcCidr: "10.49.0.0/16" },
};
const quotas = (standardVcpus: number | null) => ({ quotas: { standardVcpus } });

test.each<[string, object, object]>([
  ["equal values", quotas(32), quotas(32)],
  ["a value in one of them only", quotas(32), quotas(null)],
  ["different values in different regions", quotas(32), { ...quotas(64), region: "eu-west-1" }],
  ["different values in different accounts", quotas(32), { ...quotas(64), account: "999900001111" }],
])("two environments may state %s", (_, first, second) => {
  expect(problems(first, second)).toEqual([]);
});

test("two environments of one account and region may not state different values of a quota", () => {
  expect(problems(quotas(32), quotas(64))).toEqual([
    "b quotas.standardVcpus: 32, as a.yaml states for the same account and region",
  ]);
});

test.each([
  ["a negative number", -1],
  ["a fraction", 1.5],
  ["a text", "32"],
])("%s is no quota", (_, value) => {
  const config = { ...configWith("mlapp"), quotas: { standardVcpus: value } };
  expect(environmentSchema.safeParse(config).success).toBe(false);
});

test("a fixed limit of AWS is no key of quotas", () => {
  const config = { ...configWith("mlapp"), quotas: { targetGroupsPerAlb: 200 } };
  expect(environmentSchema.safeParse(config).success).toBe(false);
});
