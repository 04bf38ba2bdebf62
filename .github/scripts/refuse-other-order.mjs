// Reads a review in JSON, and ends with an error where the output folder is edited, or where the applies of the environment are
// not those of the layers, in their order and each once. The workflow applies in no other way.
import { readFileSync } from "node:fs";
import { reviewsIn } from "./github.mjs";
import { fail } from "./stack.mjs";

const LAYERS = ["state", "network", "cluster", "platform", "models"];

const [file, environment] = process.argv.slice(2);
const review = reviewsIn(readFileSync(file, "utf8")).find((each) => each.environment === environment);
if (review === undefined) {
  fail(`${environment}: got no review, expected an environment before or after the change`);
}

const edits = review.origins.flatMap(({ side, edits: found }) =>
  found.map(({ stack, address, message }) => `${side} ${stack} ${address}: ${message}`),
);
if (edits.length > 0) {
  fail(`${edits.join("; ")}; the inputs do not lead to it: run \`npx private-eks-inference synth\` again`);
}

const applies = review.applies.map(({ stack, keepsRemoved }) => ({
  layer: stack.slice(environment.length + 1),
  keepsRemoved,
}));
const isOrdered = applies.every(
  ({ layer, keepsRemoved }, index) =>
    !keepsRemoved && (index === 0 || LAYERS.indexOf(applies[index - 1].layer) < LAYERS.indexOf(layer)),
);
if (!isOrdered) {
  const order = applies.map(({ layer, keepsRemoved }) =>
    keepsRemoved ? `${layer} without its removals` : layer,
  );
  fail(
    `got the order ${order.join(", ")}, expected that of the layers, in which this workflow applies; ` +
      `run \`npx private-eks-inference deploy --environments ${environment}\`, which follows the order of the change. ` +
      "`npx private-eks-inference review` prints the reasons",
  );
}
