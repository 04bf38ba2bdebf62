import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { type Layer } from "../../base/layers";
import { LOCK_NAME } from "../../base/provider-lock";
import { accountGuard } from "./credentials";
import { mirrorCommand } from "./images";
import { type DeployedStack, layersAfter, watched } from "./stacks";
import { TARGETS, type TwoApplies } from "./two-applies";
import { teardownFacts } from "../teardown/facts";
import { type Moment } from "../teardown/step";
import { stepsOf as teardownSteps } from "../teardown/steps";
import { shellLine } from "../teardown/texts";
import { NPX } from "../../base/program-name";
import { STACK_FILES } from "../../base/stack-files";

/**
 * The plain commands of an apply, in order, with a comment before each step. `twice` is of the change from what is
 * applied, if that is known.
 */
export function printedApply(
  chosen: readonly DeployedStack[],
  terraform: string,
  scripts: string,
  twice?: ReadonlyMap<Layer, TwoApplies>,
): string[] {
  const two = chosen.flatMap(({ layer }) => twice?.get(layer) ?? []);
  const lines = [
    ...accountGuard(chosen),
    `# The order of a first apply. ${NPX} review prints that of a change.`,
    ...(twice ? [] : [AT_ONCE]),
    ...chosen.flatMap((stack) => {
      const { first = stack, kept } = twice?.get(stack.layer) ?? {};
      return [
        ...noteBefore(stack),
        ...(kept ? [STAYS, ...kept.map((each) => `#   ${each}`)] : []),
        ...applied(first, terraform),
      ];
    }),
  ];
  const stop = two.length > 0 ? " || exit 1" : "";
  const awaited = watched(chosen).map(
    ({ environment, folder }) =>
      `ENVIRONMENT=${environment} ${shellLine(["node", join(scripts, "watch-rollouts.mjs"), folder])}${stop}`,
  );
  if (awaited.length > 0) lines.push("", "# Wait until all pods are ready.", ...awaited);
  return [
    ...lines,
    ...two.flatMap(({ last }) => ["", `# ${last.layer}, ${ENDS}`, ...applied(last, terraform)]),
  ];
}

const STAYS = "# Running pods need what this change removes. It stays until the new pods are ready:";
const ENDS = "without what only the old pods needed";
const AT_ONCE = `# A change that removes rights, claims or rules of running pods removes them at once; with --base, and by ${NPX} deploy, after their rollout.`;

/**
 * The plain commands of a destroy. Each layer is destroyed only while the later ones have no resources. The commands of the
 * steps beside Terraform look; docs/guide/teardown.md says what to delete of what they find.
 */
export function printedDestroy(
  all: readonly DeployedStack[],
  chosen: readonly DeployedStack[],
  terraform: string,
): string[] {
  const layers = chosen.map(({ layer }) => layer);
  const steps = teardownSteps(teardownFacts(all)).filter(
    ({ goesWith }) => goesWith === undefined || !layers.includes(goesWith),
  );
  const commands = [...chosen].reverse().flatMap((stack) => {
    const at = (...moments: Moment[]) =>
      steps
        .filter(({ layer, moment }) => layer === stack.layer && moments.includes(moment))
        .flatMap(({ title, why, look }) => [`# ${title}: ${why}`, ...look]);
    if (stack.layer === "state") return ["", "# state: docs/guide/remove.md"];
    const later = all.filter(({ layer }) => layersAfter(stack.layer).includes(layer));
    return [
      "",
      `# ${stack.layer}`,
      ...later.map(
        (each) =>
          `${init(each, terraform)} && [ -z "$(${inside(each, terraform)} state list)" ] || { echo "destroy ${each.layer} first"; exit 1; }`,
      ),
      ...at("before the plan", "before the apply"),
      init(stack, terraform),
      `${inside(stack, terraform)} destroy`,
      ...at("after the destroy"),
    ];
  });
  return [...accountGuard(chosen), ...commands];
}

const noteBefore = ({ layer, environment }: DeployedStack): string[] => [
  "",
  `# ${layer}`,
  ...(layer === "platform"
    ? [
        "# Copy the images and charts first, and push those of the models (docs/guide/deploy.md, step 4):",
        `# ${mirrorCommand(environment)}`,
        "# This layer and the next one are applied from inside the network.",
      ]
    : []),
];

function applied(stack: DeployedStack, terraform: string): string[] {
  const targets = join(stack.folder, TARGETS);
  const apply = `${inside(stack, terraform)} apply${existsSync(targets) ? ` $(cat ${targets})` : ""}`;
  if (stack.layer !== "state") return [init(stack, terraform), apply];
  const override = join(stack.folder, basename(STACK_FILES.firstApply));
  return [
    "# At the first apply the bucket does not exist; later leave out the lines with cp, rm and -migrate-state.",
    `cp ${join(stack.folder, STACK_FILES.firstApply)} ${override}`,
    init(stack, terraform),
    apply,
    `rm ${override}`,
    `${init(stack, terraform)} -migrate-state`,
  ];
}

const inside = ({ folder }: DeployedStack, terraform: string): string => `${terraform} -chdir=${folder}`;

const init = (stack: DeployedStack, terraform: string): string =>
  `${inside(stack, terraform)} init${existsSync(join(stack.folder, LOCK_NAME)) ? " -lockfile=readonly" : ""}`;
