import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { WorkingCopy } from "./working-copy";

/** Keys of the file that enable the component `budget`. */
export const BUDGET_KEYS = "  budget:\n    limit: 500\n    addresses: [team@example.com]\n";

export const BUDGET = `import { component, output, resource } from "private-eks-inference/component";

export default component({
  title: "budget of the account",
  settings: {
    type: "object",
    properties: {
      limit: { type: "integer", minimum: 1, description: "USD a month." },
      addresses: { type: "array", items: { type: "string" }, minItems: 1 },
      currency: { enum: ["USD", "EUR"], default: "USD" },
    },
    required: ["limit", "addresses"],
  },
  rules: ({ limit, addresses }, environment) =>
    limit > 1000 && addresses.length < 2
      ? [{ path: ["addresses"], expected: "two addresses for " + environment.name, fix: "add another one" }]
      : [],
  resources: ({ name, settings, environment, names }) => ({
    network: [
      resource("aws_budgets_budget", "month", {
        name: names.prefix,
        budget_type: "COST",
        limit_amount: String(settings.limit),
        limit_unit: settings.currency,
        time_unit: "MONTHLY",
        tags: { team: environment.owner, vpc: "\${aws_vpc.main.id}", nothing: undefined },
      }),
      output("budget", "\${aws_budgets_budget.month.id}"),
    ],
  }),
});
`;

/** A working copy of mlapp with files of its owner, by their path in the folder of environments, and keys of `components`. */
export function copyWith(files: Readonly<Record<string, string>>, keys = ""): WorkingCopy {
  const copy = new WorkingCopy("mlapp");
  for (const [path, text] of Object.entries(files)) {
    const file = join(copy.environments, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  if (keys !== "") enable(copy, keys);
  return copy;
}

/** Adds keys to `components` of mlapp. */
export function enable(copy: WorkingCopy, keys: string): void {
  const text = copy.read("mlapp.yaml");
  copy.write(
    "mlapp.yaml",
    /^components:$/m.test(text)
      ? text.replace(/^components:\n/m, `components:\n${keys}`)
      : `${text}\ncomponents:\n${keys}`,
  );
}

/** The error of a synth; empty if there is none. */
export const errorOf = async (copy: WorkingCopy): Promise<string> => (await copy.synth()).error ?? "";
