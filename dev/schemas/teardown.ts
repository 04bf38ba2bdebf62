import { z } from "../../src/base/zod";
import { LAYERS } from "../../src/base/layers";
import { environmentName, formatVersion } from "./shared";

const item = z.strictObject({
  kind: z.string().describe("kind of the resource or object, such as load balancer"),
  id: z.string(),
  treatment: z
    .enum(["delete", "wait", "block", "name"])
    .describe(
      "delete: a run asks and deletes it; wait: a run waits until its controller removes it; block: a run stops before the layer; name: it stays",
    ),
  because: z.string().describe("maker or proof"),
  remove: z.array(z.string()).describe("words of the command that removes it"),
});

const step = z.strictObject({
  id: z.string(),
  moment: z.enum(["before the plan", "before the apply", "after the destroy"]),
  title: z.string(),
  why: z.string(),
  look: z.array(z.string()).describe("plain commands that look"),
  needs: z.enum(["aws", "kubectl"]).describe("program that it looks with"),
  found: z.array(item),
  notLookedAt: z.string().optional().describe("reason without a look"),
});

const layer = z.strictObject({
  layer: z.enum(LAYERS),
  stack: z.string(),
  resources: z.number().int().describe("number of resources in its state"),
  protected: z.array(z.string()).describe("addresses whose prevent_destroy no override lifts"),
  steps: z.array(step),
});

/** `private-eks-inference destroy --json` */
export const teardownSchema = z.strictObject({
  formatVersion: formatVersion("destroy"),
  environment: environmentName,
  layers: z.array(layer).optional().describe("the dry run, in the order of a run"),
  leftovers: z.array(item).optional().describe("with --leftovers"),
});
