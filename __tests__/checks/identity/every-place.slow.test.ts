import { IDENTITY_CHECKS } from "../../../src/checks/generated/identity";
import { CHECKS_OF_PARTS } from "../../../src/checks/generated/of-parts";
import { type Layer } from "../../../src/base/layers";
import { type Editable } from "../../support/altered";
import { type Edit, type Path, at, newlyFound, places, put, remove, within } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

const POLICIES: readonly (readonly [type: string, attribute: string])[] = [
  ["aws_iam_role", "assume_role_policy"],
  ["aws_iam_role_policy", "policy"],
  ["aws_kms_key", "policy"],
  ["aws_s3_bucket_policy", "policy"],
];

/** A Sid has no effect on a policy. */
const isSid = (path: Path): boolean => path.at(-1) === "Sid";

/** One edit for each place of each policy of an environment, with the original value. */
const mutants = (environment: string, change: (document: Editable, path: Path) => void) =>
  planOf(environment).stacks.flatMap((stack) =>
    POLICIES.flatMap(([type, attribute]) =>
      stack.resources(type).flatMap(({ name, address, config }) => {
        const document = JSON.parse(String(config[attribute])) as Editable;
        return places(document)
          .filter((path) => !isSid(path))
          .map((path) => ({
            kind: `${type} ${path.map((step) => (typeof step === "number" ? "*" : step)).join(".")}`,
            place: `${address} ${path.join(".")} ${JSON.stringify(at(document, path))}`,
            edit: ((layers) => {
              const layer = stack.name.slice(environment.length + 1) as Layer;
              within(layers[layer].resource[type][name], attribute, (policy) => {
                change(policy, path);
              });
            }) satisfies Edit,
          }));
      }),
    ),
  );

test.each([
  ["removed", remove],
  [
    "changed",
    (document: Editable, path: Path) => {
      const old = at(document, path);
      if (typeof old === "string") put(document, path, `${old}-x`);
      else remove(document, path);
    },
  ],
])("every %s place of a policy is found", (_, change) => {
  const all = mutants("mlapp", change);
  expect(all.length).toBeGreaterThan(400);
  const unnoticed = all.filter(
    ({ edit }) =>
      newlyFound([...IDENTITY_CHECKS, ...Object.values(CHECKS_OF_PARTS).flat()], "mlapp", edit).length === 0,
  );
  expect(unnoticed.map(({ place }) => place)).toEqual([]);
});
