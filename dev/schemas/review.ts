import { z } from "../../src/base/zod";
import { HARMS } from "../../src/review/stages/harms";
import {
  address,
  environmentName,
  findingId,
  formatVersion,
  stackNameSchema,
  waiver,
  notProved,
} from "./shared";

const stack = stackNameSchema.optional();
const constructPath = z.string().optional().describe("path of the construct");

/** Any JSON value. A secret is replaced by a placeholder; a missing side has no key. */
const value = z.json().optional();

const setting = z.strictObject({
  path: z.string().describe("path of the value, such as `models[api].port`"),
  before: value,
  after: value,
  at: z.string().optional().describe("`file:line:column`; none for a default"),
  part: z
    .enum(["added", "removed"])
    .optional()
    .describe("a mapping or a list item with all its values; none for one value"),
});

const cause = z
  .union([
    z.strictObject({
      by: z.literal("settings"),
      settings: z
        .array(setting)
        .min(1)
        .describe(
          "the changed YAML values that shape it; each of several is a cause by itself, unless `isOpen` or `isTogether` says otherwise",
        ),
      isOpen: z.literal(true).optional().describe("one or more of several values are the cause"),
      isTogether: z.literal(true).optional().describe("the values are the cause only together"),
    }),
    z.strictObject({
      by: z.literal("module"),
      at: z.string().optional().describe("place of the block, as `file:line:column`"),
    }),
    z.strictObject({ by: z.enum(["program", "address lock", "environment", "own file", "unknown"]) }),
  ])
  .optional()
  .describe(
    "`program`: no value that shapes it changed; `environment`: one side does not have the environment; `own file`: a Terraform file of the owner has the block; `module`: the owner of a handed-over module; `unknown`: a folder has no record of causes",
  );

const edit = z.strictObject({
  path: z.string().describe("path of the edited value"),
  argument: z.string().describe("Terraform argument"),
  difference: z.enum(["changed", "added", "removed"]),
  before: value,
  after: value,
});

const reason = z.strictObject({
  argument: z.string(),
  effect: z.enum(["replace", "change", "unknown", "none"]),
  inPlace: z.literal(true).optional().describe("an unknown value that at most updates the resource in place"),
  follows: z.string().optional().describe("resource whose change leads to this one, as `layer/address`"),
});

const verdict = z.enum(["no change", "safe", "needs attention", "destructive"]);

const harm = z
  .enum(HARMS)
  .describe("effect of the change on rights, data, clients, nodes and pods; the worst is the first of these");

const line = z.strictObject({
  level: z.enum(["attention", "info"]).describe("`attention` must be confirmed as intended"),
  harm: harm.optional(),
  text: z.string(),
  stack,
  address: address.optional(),
  constructPath,
  cause,
});

const joinedLine = line.extend({
  more: z
    .array(z.strictObject({ stack, address: address.optional() }))
    .optional()
    .describe("other addresses with the same effect and the same cause"),
  isOpen: z.boolean().describe("shown without opening a fold"),
});

const finding = z.strictObject({
  check: z.string(),
  severity: z.enum(["error", "warning"]),
  stack: stackNameSchema,
  address,
  finding: findingId.optional(),
  message: z.string(),
  waiver: waiver.optional(),
});

const range = z.strictObject({ min: z.number(), max: z.number() });

const total = z.strictObject({
  min: z.number().nullable().describe("null if no line has a price"),
  max: z.number().nullable().describe("null if no line has a price"),
  complete: z.boolean().describe("false where a line has no price, or the price of another region"),
});

const environment = z.strictObject({
  environment: environmentName,
  verdict,
  harm: harm.describe("the worst harm"),
  headline: z.string().describe("the first line of the page, after the name and the commit"),
  lines: z
    .array(joinedLine)
    .describe("all lines, the worst first, equal ones joined; the first ten are open on a page"),
  next: z.string().nullable().describe("a step to take next; null without a change"),
  versions: z
    .strictObject({ before: z.string().nullable(), after: z.string().nullable() })
    .describe("versions of the program that wrote the sides; null without a record of it"),
  notJudged: z.array(z.string()).describe("parts of this change that no check and no table judges"),
  origins: z
    .array(
      z.strictObject({
        side: z.string().describe("option that names the folder"),
        compared: z
          .enum(["inputs", "trusted record", "record", "nothing"])
          .describe("the other side of the comparison; inputs is a new synth of them"),
        text: z.string().describe("the same in words"),
        edits: z.array(
          z.strictObject({
            stack: stackNameSchema,
            address: z.string().describe("a block, or a file in the folder of the stack"),
            message: z.string(),
          }),
        ),
      }),
    )
    .describe(
      "edits of the given folders, which their inputs do not lead to; empty where both sides were synthesized",
    ),
  counts: z
    .record(z.enum(["add", "change", "replace", "destroy", "move", "unknown"]), z.int())
    .describe("number of objects for each action"),
  resources: z.array(
    z.strictObject({
      stack,
      address,
      constructPath,
      type: z.string().describe("resource type"),
      action: z.enum(["destroy", "replace", "unknown", "change", "add", "none"]),
      instances: z.int().optional().describe("number of objects; none where only a plan knows"),
      from: z.string().optional().describe("address before a move"),
      edits: z.array(edit),
      reasons: z.array(reason).describe("arguments that lead to the action"),
      notes: z.array(z.string()),
      cause,
    }),
  ),
  others: z
    .array(z.strictObject({ stack, address, constructPath, edits: z.array(edit), cause }))
    .describe("changed outputs, variables, providers and other blocks"),
  abandoned: z
    .array(z.strictObject({ stack, resources: z.int() }))
    .describe("stacks that are not emitted any more, with their number of resources"),
  applies: z
    .array(
      z.strictObject({
        stack: stackNameSchema,
        keepsRemoved: z
          .boolean()
          .describe("the apply has a -target for each configured block, and removes nothing"),
      }),
    )
    .describe("applies of the change in their order; stacks without changes are left out"),
  topics: z.array(z.strictObject({ title: z.string(), lines: z.array(line) })),
  files: z.array(line).describe("changed files beside the stacks, and changes of the apply order"),
  providers: z
    .array(
      z.strictObject({
        provider: z.string().describe("source, such as `hashicorp/aws`"),
        table: z.string().describe("release that the effects of arguments are known from"),
        selected: z.array(z.string()).describe("releases that the locks select; none without a lock"),
        selectedBefore: z.array(z.string()).describe("the same before the change"),
        allowed: z.string().describe("releases that the stacks allow"),
        faults: z.array(z.string()).describe("known faults of the selected releases"),
        isKnown: z.boolean().describe("the effects of each selected release are known"),
      }),
    )
    .describe("providers of changed resources, and those of which a lock selects another release"),
  cost: z.strictObject({
    before: total.nullable().describe("USD a month; null for a new environment"),
    after: total.nullable().describe("USD a month; null for a removed environment"),
    staying: total
      .nullable()
      .describe(
        "USD a month of resources that stay in AWS although no stack has them; null without such resources",
      ),
    differences: z.array(
      z.strictObject({
        stack: stackNameSchema,
        address,
        item: z.string().describe("billed item"),
        change: range.nullable().describe("USD a month more; null without a price"),
        complete: z.boolean().describe("false without a price, or with the price of another region"),
      }),
    ),
  }),
  checks: z.strictObject({
    found: z.array(finding).describe("new findings"),
    gone: z.array(finding).describe("resolved findings"),
    waived: z.array(finding).describe("findings that a waiver accepts"),
  }),
  plans: z
    .array(
      z.strictObject({
        stack,
        planned: z.record(z.string(), z.int()).nullable().describe("counts of the plan; null without a plan"),
        differences: z.array(
          z.strictObject({ address, expected: z.string(), planned: z.string(), why: z.string() }),
        ),
        later: z.array(z.string()).describe("expected addresses that wait for the apply of an earlier layer"),
      }),
    )
    .describe("comparison with --plan"),
  notProved: notProved.describe("things that the review does not prove; empty where nothing changed"),
});

const commit = z.strictObject({
  commit: z.string(),
  isEdited: z.boolean().optional().describe("true if files of the checkout differ from it"),
});

/** `private-eks-inference review --json` */
export const reviewSchema = z.strictObject({
  formatVersion: formatVersion("review"),
  commits: z
    .strictObject({ before: commit, after: commit.optional() })
    .optional()
    .describe("commits of the sides, with --base; none for folders"),
  summary: z.strictObject({
    verdict,
    harm,
    sections: z
      .array(z.strictObject({ environments: z.array(environmentName), verdict, harm }))
      .describe("environments that change alike, the worst first"),
  }),
  environments: z.array(environment),
  deciding: z
    .array(z.strictObject({ level: z.enum(["attention", "info"]), text: z.string() }))
    .describe(
      "changes of checks, facts, locks, workflows and the program, which decide what is applied and reported",
    ),
});
