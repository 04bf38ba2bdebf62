import { LAYERS } from "../../src/base/layers";
import { configWith } from "../support/environments";
import { planWith } from "../support/changed-plans";

const ARN = (name: string): string => `arn:aws:iam::444455556666:role/${name}`;

/** Reference environments whose lists that are sets have several values. */
const CHANGES: readonly (readonly [environment: string, change: object])[] = [
  [
    "ml-platform",
    {
      cluster: { admins: [ARN("b"), ARN("a")], apiAccess: { cidrs: ["10.64.0.0/16", "10.63.0.0/16"] } },
      entry: { clientCidrs: ["10.66.0.0/16", "10.65.0.0/16"] },
      components: { "log-in": { programs: { mlflow: { groups: ["science", "audit"] } } } },
    },
  ],
  [
    "retail-forecast",
    {
      models: [
        {
          name: "retail-forecast-api",
          image: { tag: "1.0.0" },
          secrets: ["retail/second", "retail/first"],
          paths: ["/predict", "/health"],
          alsoPorts: [9090, 7070],
        },
      ],
    },
  ],
];

/** Lists with an order: words of a command, the first type and path, and ranges or subnets of each zone. */
const ORDERED = /(^|\.)(command|arguments|instanceTypes|paths|zones|cidrs)$/;
const SETS_OF_RANGES = /(apiAccess|attachments|privateHost)/;

/** Blocks that Terraform applies. Messages of conditions name places of the file. */
const resourcesOf = (environment: string, change: object) => {
  const plan = planWith(environment, change);
  return LAYERS.map((layer) =>
    plan
      .stack(layer)
      .resources()
      .map(({ address, config }) => [address, config]),
  );
};

type Path = readonly string[];

/** Paths of lists of several texts or numbers. */
function listsIn(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value) && value.length > 1 && value.every((item) => typeof item !== "object"))
    return [path];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) => listsIn(item, [...path, key]));
}

function reversed(value: object, [key = "", ...rest]: Path): object {
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
  const item = copy[key];
  copy[key] = rest.length === 0 ? [...(item as unknown[])].reverse() : reversed(item as object, rest);
  return copy;
}

const LISTS = CHANGES.flatMap(([environment, change]) =>
  listsIn(configWith(environment, change))
    .filter((path) => !ORDERED.test(path.join(".")) || SETS_OF_RANGES.test(path.join(".")))
    .map((path) => ({ environment, change, path, name: path.join(".") })),
);

test("the sample has sets of clients, people, groups, secrets and ports", () => {
  const names = LISTS.map(({ name }) => name).join(" ");
  for (const key of ["clientCidrs", "admins", "people", "groups", "secrets", "alsoPorts"])
    expect(names).toContain(key);
});

test.each(LISTS)(
  "$name of $environment in another order changes no block",
  ({ environment, change, path }) => {
    const [section = ""] = path;
    const config = configWith(environment, change) as unknown as Record<string, object>;
    const other = { ...change, [section]: (reversed(config, path) as Record<string, object>)[section] };
    expect(resourcesOf(environment, other)).toEqual(resourcesOf(environment, change));
  },
);
