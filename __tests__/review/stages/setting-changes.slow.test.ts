import { type SettingRecord } from "../../../src/terraform/environment-record";
import { SettingChanges } from "../../../src/review/stages/setting-changes";
import { configWith, filesOf } from "../../support/environments";
import { recordFor, settingsFor } from "../../support/recorded-causes";
import { edited, reviewOf } from "../pairs";

const PLATFORM = "ml-platform";

const changed = (before: readonly SettingRecord[], after: readonly SettingRecord[]): string[] =>
  new SettingChanges(before, after).all.map(({ path }) => path);

const role = (name: string): string => `arn:aws:iam::444455556666:role/${name}`;
const PEOPLE = [
  { role: role("science"), people: ["data-scientists"] },
  { role: role("operations"), people: ["operators"] },
  { role: role("audit"), people: ["auditors"] },
];

const RULE = { group: "nodes", direction: "egress", port: 5432, reason: "a database" };
const RULES = ["10.10.0.0/24", "10.11.0.0/24", "10.12.0.0/24"].map((peer) => ({ ...RULE, peer }));

test.each<[what: string, of: (items: readonly object[]) => object, items: readonly object[], gone: string]>([
  [
    "a role of people",
    (access) => ({ cluster: { access } }),
    PEOPLE,
    `cluster.access[${role("operations")}]`,
  ],
  [
    "a rule",
    (extraRules) => ({ network: { extraRules } }),
    RULES,
    "network.extraRules[nodes egress 10.11.0.0/24 5432]",
  ],
])("%s that goes from the middle of a list is the only change", (_, of, items, gone) => {
  const settings = (some: readonly object[]) => settingsFor(configWith(PLATFORM, of(some)));
  const paths = changed(settings(items), settings(items.filter((_each, index) => index !== 1)));
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.filter((path) => !path.startsWith(gone))).toEqual([]);
});

test("an edited file is the cause of what it shapes, not the program", () => {
  const config = configWith(PLATFORM);
  const record = (text: string) => ({
    ...recordFor(PLATFORM, config),
    settings: settingsFor(
      config,
      filesOf(config).map((each) => (each.file.endsWith("demand-forecast.json") ? { ...each, text } : each)),
    ),
  });
  const pair = edited(PLATFORM, ({ models }) => {
    for (const map of Object.values<{ data: Record<string, string> }>(
      models["resource"].kubernetes_config_map_v1,
    ))
      if (map.data["demand-forecast.json"] !== undefined)
        map.data["demand-forecast.json"] = map.data["demand-forecast.json"].replace(/\d+/, "77");
  });
  const { changes, causes } = reviewOf(pair, { records: [record("old"), record("new")] });
  const found = changes.resources.filter(({ type }) => type === "kubernetes_config_map_v1");
  expect(found.length).toBeGreaterThan(0);
  expect(found.map((each) => causes.ofChange(each))).toEqual(
    found.map(() => expect.objectContaining({ by: "settings" }) as unknown),
  );
});
