import { type Check } from "../../../src/checks/check";
import { PORTS_CHECKS } from "../../../src/checks/generated/ports";
import { CHECKS_OF_PARTS } from "../../../src/checks/generated/of-parts";
import { WORKLOAD_CHECKS } from "../../../src/checks/generated/workload";
import { type Layer } from "../../../src/base/layers";
import { type Editable } from "../../support/altered";
import { type Edit, type Path, at, newlyFound, places, put, remove } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { KIND, ML, MODEL, object } from "./edits";

const CHECKS: readonly Check[] = [
  ...PORTS_CHECKS,
  ...WORKLOAD_CHECKS,
  ...Object.values(CHECKS_OF_PARTS).flat(),
];

/** Edits of every place below the paths of `holder`, in each resource of some types. */
const mutants = (
  environment: string,
  types: readonly string[],
  holder: (config: Editable) => readonly Path[],
  change: (config: Editable, path: Path) => void,
) =>
  planOf(environment).stacks.flatMap((stack) =>
    types.flatMap((type) =>
      stack.resources(type).flatMap(({ name, address, config }) =>
        holder(config).flatMap((start) =>
          places(at(config, start)).map((rest) => {
            const path = [...start, ...rest];
            return {
              place: `${address} ${path.join(".")}`,
              edit: ((layers) => {
                const layer = stack.name.slice(environment.length + 1) as Layer;
                change(layers[layer].resource[type][name], path);
              }) satisfies Edit,
            };
          }),
        ),
      ),
    ),
  );

const unnoticed = (environment: string, all: readonly { place: string; edit: Edit }[]): string[] =>
  all.filter(({ edit }) => newlyFound(CHECKS, environment, edit).length === 0).map(({ place }) => place);

const POD: Path = ["spec", "template", "spec"];

test.each<readonly [string, (config: Editable, path: Path) => void]>([
  ["removed", remove],
  [
    "changed",
    (config, path) => {
      const old = at(config, path);
      put(config, path, typeof old === "boolean" ? !old : `${String(old)}-x`);
    },
  ],
])("every %s field of a security context is found", (_, change) => {
  const contexts = () => [
    [...POD, "security_context"],
    [...POD, "container", 0, "security_context"],
  ];
  const all = mutants(ML, [KIND.deployment], contexts, change);
  expect(all.length).toBeGreaterThan(15);
  expect(unnoticed(ML, all)).toEqual([]);
});

test("every label that is removed from an object or a selector is found", () => {
  const labels = (config: Editable): Path[] =>
    places(config)
      .filter((path) => ["labels", "match_labels", "selector"].includes(String(path.at(-1))))
      .filter(
        (path) =>
          !path.includes("to") &&
          typeof at(config, path) === "object" &&
          !("match_labels" in (at(config, path) as object)),
      );
  const all = mutants("mlapp", Object.values(KIND), labels, remove);
  expect(all.length).toBeGreaterThan(60);
  expect(unnoticed("mlapp", all)).toEqual([]);
});

test("every reference to another object is found once it names something else", () => {
  const references: readonly (readonly [keyof typeof KIND, Path])[] = [
    ["deployment", [...POD, "service_account_name"]],
    ["deployment", [...POD, "container", 0, "env_from", 0, "config_map_ref", "name"]],
    ["deployment", [...POD, "volume", 2, "csi", "volume_attributes", "secretProviderClass"]],
    ["deployment", [...POD, "container", 0, "volume_mount", 0, "name"]],
    ["service", ["spec", "port", 0, "target_port"]],
    ["binding", ["role_ref", "name"]],
    ["binding", ["subject", 0, "name"]],
    ["role", ["rule", 0, "resource_names", 0]],
  ];
  const all = references.map(([kind, path]) => ({
    place: `${kind} ${path.join(".")}`,
    edit: object(kind, MODEL, (config) => {
      put(config, path, "other");
    }),
  }));
  expect(unnoticed(ML, all)).toEqual([]);
});
