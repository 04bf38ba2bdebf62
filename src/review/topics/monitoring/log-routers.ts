import { block } from "../../../infrastructure/blocks";
import { asObject } from "../../../terraform/stack-json";
import { type ResourceChange } from "../../change";
import { say } from "../../stages/phrase";
import { fromTo } from "../edited";
import { firstAndMore } from "../names";
import { type Change, type Topic, type TopicLine } from "../topic";

/**
 * Configurations of log routers: those of Fargate, and files of Fluent Bit. A wrong line ends the logs without a message.
 *
 * Source: EKS user guide, "Start AWS Fargate logging for your cluster" (read 2026-11-22).
 */
export const logRouters: Topic = {
  title: "Log routers",
  lines: ({ resources }: Change) => resources.filter(isRouter).flatMap(linesOf),
  judges: (changed, edit) =>
    edit === undefined && "type" in changed && isRouter(changed) && changed.action === "destroy",
};

function linesOf({ layer, address, action, edits }: ResourceChange): TopicLine[] {
  if (action === "destroy") {
    return [
      { level: "attention", layer, address, text: say`logs are no longer routed: ${address} is removed` },
    ];
  }
  const found = edits.filter(({ argument }) => argument === "data");
  const [first] = found;
  if (!first) return [];
  const more = found.length === 1 ? [] : say`; also ${firstAndMore(found.slice(1).map(({ path }) => path))}`;
  const text = say`logs take another way or end: ${first.path} of ${address}: ${fromTo(first)}${more}`;
  return [{ level: "attention", layer, address, text, edits: found }];
}

const isRouter = ({ type, before, after }: ResourceChange): boolean =>
  type.startsWith("kubernetes_config_map") && [before, after].some(isConfiguration);

function isConfiguration(config: ResourceChange["before"] = {}): boolean {
  const texts = Object.values(asObject(config["data"])).join("\n");
  return block(config["metadata"])["name"] === "aws-logging" || /^\s*\[(OUTPUT|FILTER|INPUT)\]/m.test(texts);
}
