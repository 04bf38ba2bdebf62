import { foreignNames } from "../../../src/checks/locality/foreign-names";
import { LAYERS } from "../../../src/base/layers";
import { altered } from "../../support/altered";
import { ENVIRONMENTS, configWith } from "../../support/environments";
import { at, places, put } from "../../support/findings";
import { recorded } from "./edits";

/*
 * Each text of the reference environments that has the account, the region or a registry gets the one of another environment, one kind
 * at a time. Each of these texts must be found: an output that was copied from another environment is never accepted.
 */

type Name = "account" | "region";

/** Ids of certificates of the examples end with the digits of the account. They are no account. */
const UUID = /[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}/g;

const FOREIGN: Readonly<Record<Name, string>> = { account: "123123123123", region: "ca-west-1" };
const SECTIONS = ["resource", "data", "output", "locals", "provider", "terraform"];

const cases = ENVIRONMENTS.flatMap((environment) =>
  (["account", "region"] as const).map((name) => [environment, name] as const),
);

test.each(cases)("%s: each text with its %s is found when it is another one", (environment, name) => {
  const own = configWith(environment)[name];
  const edited = new Map<string, number>();
  const plan = altered(environment, (layers) => {
    for (const layer of LAYERS) {
      const json = layers[layer];
      for (const section of SECTIONS) {
        for (const path of places(json[section])) {
          const value = at(json[section], path);
          if (typeof value !== "string" || isProse(path)) continue;
          const ids: string[] = [];
          const bare = value.replace(UUID, (id) => `<${ids.push(id) - 1}>`);
          if (!bare.includes(own)) continue;
          const text = bare
            .replaceAll(own, FOREIGN[name])
            .replace(/<(\d+)>/g, (_, place) => ids[Number(place)] ?? "");
          put(json[section], path, text);
          const address = addressOf(section, path);
          edited.set(`${layer} ${address}`, (edited.get(`${layer} ${address}`) ?? 0) + 1);
        }
      }
    }
  });
  const found = foreignNames.run(plan, recorded([], {}, environment));
  const places_ = new Set(found.map(({ layer, address }) => `${layer} ${address}`));
  expect(edited.size).toBeGreaterThan(name === "account" ? 15 : 10);
  expect([...edited.keys()].filter((each) => !places_.has(each))).toEqual([]);
});

const PROSE = ["description", "comment", "alarm_description", "error_message"];
const isProse = (path: readonly (string | number)[]): boolean => PROSE.includes(String(path.at(-1)));

function addressOf(section: string, [first = "", second = ""]: readonly (string | number)[]): string {
  if (section === "resource") return `${first}.${second}`;
  if (section === "data") return `data.${first}.${second}`;
  return `${section}.${first}`;
}
