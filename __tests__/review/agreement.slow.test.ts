import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { plain } from "../../src/review/stages/phrase";
import { pageOf } from "../../src/review/rendering/page-of";
import { type Review } from "../../src/review/stages/review";
import { type Plan } from "../support/plan";
import { planWith } from "../support/changed-plans";
import { planOf } from "../support/reference-plans";
import { type Layers, outputStacks, reviewOf } from "./pairs";

/** A model as its file writes it. */
type Model = Readonly<Record<string, unknown>> & { readonly name: string };

interface Case {
  readonly change: string;
  readonly after: (environment: string, models: readonly [Model, ...Model[]]) => Plan;
}

const first =
  (values: object) =>
  (environment: string, [model, ...others]: readonly [Model, ...Model[]]): Plan =>
    planWith(environment, { models: [{ ...model, ...values }, ...others] });

const SECOND = { name: "second-api", image: { tag: "1.0.0" }, port: 9444, paths: ["/second"] };

const CASES: readonly Case[] = [
  { change: "a smaller CPU request", after: first({ cpuRequest: "100m" }) },
  { change: "a larger CPU request", after: first({ cpuRequest: "900m", cpuLimit: "2" }) },
  { change: "a smaller memory request", after: first({ memoryRequest: "200Mi" }) },
  { change: "a larger memory request", after: first({ memoryRequest: "1200Mi", memoryLimit: "1200Mi" }) },
  { change: "more replicas", after: first({ replicas: { min: 3, max: 7 } }) },
  { change: "another CPU target", after: first({ replicas: { cpuPercent: 55 } }) },
  { change: "a slower start", after: first({ startupSeconds: 240 }) },
  { change: "a longer drain", after: first({ drainSeconds: 77 }) },
  { change: "another port", after: first({ port: 9333 }) },
  { change: "another image", after: first({ image: { tag: "9.9.9" } }) },
  {
    change: "one more model",
    after: (environment, models) => planWith(environment, { models: [...models, SECOND] }),
  },
  {
    change: "another instance type",
    after: (environment) =>
      planWith(environment, { cluster: { nodeGroups: { general: { instanceTypes: ["m6i.large"] } } } }),
  },
  { change: "another owner", after: (environment) => planWith(environment, { owner: "another" }) },
];

function modelsOf(environment: string): readonly [Model, ...Model[]] {
  const { models, extends: parent } = parse(readFileSync(`examples/${environment}.yaml`, "utf8")) as {
    models?: [Model, ...Model[]];
    extends?: string;
  };
  if (models) return models;
  if (parent === undefined || !existsSync(`examples/${parent}.yaml`)) throw new Error(environment);
  return modelsOf(parent);
}

const reviewed = (environment: string, before: Plan, after: Plan, edit?: (layers: Layers) => void): Review =>
  reviewOf({ environment, before: outputStacks(before), after: outputStacks(after, edit) });

const linesOf = (review: Review) =>
  review.topics.flatMap(({ title, lines }) =>
    lines.map((line) => ({ title, ...line, said: plain(line.text) })),
  );

/** Sentences of a review that do not agree with its edits, its checks or each other. */
function contradictions(review: Review): string[] {
  const lines = linesOf(review);
  const actionOf = (address: string): string[] =>
    review.changes.resources.filter((each) => each.address === address).map(({ action }) => action);
  const touched = new Set(
    [...review.changes.resources, ...review.changes.others].map(
      ({ layer, address }) => `${layer}/${address}`,
    ),
  );
  const destroying = lines.flatMap(({ said }) =>
    [
      ...said.matchAll(/the apply (?:deletes|destroys|removes)\b[^;]*?((?:aws|kubernetes|helm)_\w+\.\w+)/g),
    ].flatMap(([, address = ""]) =>
      actionOf(address).some((action) => /destroy|replace|change/.test(action))
        ? []
        : [`not destroyed: ${said}`],
    ),
  );
  const kept = review.changes.resources.filter(({ handover }) => handover === "forget");
  // The topic of hand-overs also says how a user deletes one.
  const lost = lines.flatMap(({ title, said }) =>
    title !== "Handed over" &&
    kept.some(({ address, before }) => takesAway(said, [address, String(before?.["name"])]))
      ? [`stays, but ${said}`]
      : [],
  );
  const strangers = lines.flatMap(({ title, layer, address, said }) =>
    title === "Order of the applies" || title === "Cost" || touched.has(`${layer}/${address}`)
      ? []
      : [`untouched ${address}: ${said}`],
  );
  const texts = lines.map(({ title, address, said }) => `${title} ${address}: ${said}`);
  const twice = texts.filter((text, index) => texts.indexOf(text) !== index);
  const checks = pageOf(review).sections.find(({ title }) => title === "Checks")?.lines ?? [];
  const heads = checks.map(({ text, details = [] }) => [plain(text), plain(details[0] ?? [])] as const);
  return [
    ...destroying,
    ...lost,
    ...strangers,
    ...twice.map((text) => `twice: ${text}`),
    ...numbers(review),
    ...both(heads),
  ];
}

/** Whether a sentence says that one of the names goes away. */
const takesAway = (said: string, names: readonly string[]): boolean =>
  /\b(destroy|delete|remove|take|lose)s?\b|\bis (destroyed|deleted|removed)\b/.test(said) &&
  names.some((name) => said.includes(name));

test("a sentence that a kept repository goes away is noticed", () => {
  const names = ["aws_ecr_repository.second_api", "mlapp/second-api"];
  expect(takesAway("the apply destroys aws_ecr_repository.second_api", names)).toBe(true);
  expect(takesAway("the nodes lose the right to pull mlapp/second-api", names)).toBe(true);
  expect(takesAway("mlapp/second-api stays with its images", names)).toBe(false);
});

/** `6 of 10 replicas` in a finding and in a line about the same workload. */
function numbers(review: Review): string[] {
  const room =
    /^replicas of (\S+) that the nodes hold beside the minimum of other workloads, with room for a rollout: (\d+) of (\d+)(?: at the fewest nodes and (\d+) at the most)?/;
  return linesOf(review).flatMap(({ said }) => {
    const [, name = "", always = "", max = "", most = always] = room.exec(said) ?? [];
    if (name === "") return [];
    return review.checks.found.flatMap(({ check, message }) => {
      const expected =
        check.id === "capacity-autoscaler" ? always : check.id === "capacity-at-peak" ? most : undefined;
      const found = new RegExp(`${name} with (\\d+) of ${max} replicas`).exec(message)?.[1];
      return found === undefined || expected === undefined || found === expected
        ? []
        : [`${said}, but ${message}`];
    });
  });
}

/** Findings that are new and resolved at once, although only their words differ. */
function both(heads: readonly (readonly [head: string, place: string])[]): string[] {
  const keys = (word: RegExp): string[] =>
    heads.flatMap(([head, place]) =>
      word.test(head) ? [`${/(\S+): /.exec(head)?.[1] ?? ""} ${place}`] : [],
    );
  const gone = keys(/^resolved/);
  return keys(/^new/)
    .filter((key) => gone.includes(key))
    .map((key) => `new and resolved: ${key}`);
}

/** One without internet, one with NAT, and one with two models on Fargate; a review of all of them takes minutes. */
const SUBJECTS = ["retail-forecast", "ml-inference-prod", "mlapp"];

/** Lines of topics in all cases, so that no case passes for want of sentences. */
let sentences = 0;

afterAll(() => expect(sentences).toBeGreaterThan(SUBJECTS.length * CASES.length * 2));

describe.each(SUBJECTS)("%s", (environment) => {
  test.each(CASES)("$change, there and back: no sentence contradicts another one", ({ after }) => {
    const [old, now] = [planOf(environment), after(environment, modelsOf(environment))];
    const [there, back] = [reviewed(environment, old, now), reviewed(environment, now, old)];
    sentences += linesOf(there).length + linesOf(back).length;
    expect([...contradictions(there), ...contradictions(back)]).toEqual([]);
  });
});

test("a model is removed and its repository stays: no sentence takes the repository away", () => {
  const after = planOf("mlapp");
  const before = planWith("mlapp", { models: [...modelsOf("mlapp"), SECOND] });
  const review = reviewed("mlapp", before, after, ({ cluster }) => {
    cluster.removed = [{ from: "aws_ecr_repository.second_api", lifecycle: { destroy: false } }];
  });
  expect(linesOf(review).map(({ title }) => title)).toContain("Handed over");
  expect(contradictions(review)).toEqual([]);
});

test("a smaller request never lowers the replicas that the nodes hold", () => {
  const name = "ml-inference-prod";
  const models = [...modelsOf(name), { ...SECOND, cpuRequest: "500m", replicas: { max: 10 } }];
  const small = models.map((model, index) => (index === 1 ? { ...model, cpuRequest: "200m" } : model));
  const review = reviewed(name, planWith(name, { models }), planWith(name, { models: small }));
  const said = linesOf(review).map((line) => line.said);
  const room = said.flatMap((text) => {
    const found = /replicas of second-api .*?: (\d+) of .*, before (\d+) of/.exec(text);
    return found ? [[Number(found[1]), Number(found[2])] as const] : [];
  });
  expect(room.filter(([now, before]) => now < before)).toEqual([]);
  expect(review.checks.found.filter(({ message }) => / with 0 of \d+ replicas/.test(message))).toEqual([]);
});
