import { asObject, block } from "../../../terraform/stack-json";
import { type ResourceChange } from "../../change";
import { say, fromTo, firstAndMore } from "../../stages/phrase";
import { type Topic, type TopicLine, attention, editsOf } from "../topic";

/**
 * Configurations of log routers: those of Fargate, and files of Fluent Bit. A wrong line ends the logs without a message.
 *
 * Source: EKS user guide, "Start AWS Fargate logging for your cluster" (read 2026-11-22).
 */
export const logRouters: Topic = {
  title: "Log routers",
  lines: ({ resources }) => resources.filter(isRouter).flatMap(linesOf),
  judgesBlock: (resource) => isRouter(resource) && resource.action === "destroy",
};

function linesOf(router: ResourceChange): TopicLine[] {
  const { address, action } = router;
  if (action === "destroy") return [attention(router, say`logs are no longer routed: ${address} is removed`)];
  const edits = editsOf(router, "data");
  const [first, ...others] = edits;
  if (!first) return [];
  const more = others.length === 0 ? [] : say`; also ${firstAndMore(others.map(({ path }) => path))}`;
  const text = say`logs take another way or end: ${first.path} of ${address}: ${fromTo(first)}${more}`;
  return [attention(router, text, { edits })];
}

const isRouter = ({ type, before, after }: ResourceChange): boolean =>
  type.startsWith("kubernetes_config_map") && [before, after].some(isConfiguration);

function isConfiguration(config: ResourceChange["before"] = {}): boolean {
  const texts = Object.values(asObject(config["data"])).join("\n");
  return block(config["metadata"])["name"] === "aws-logging" || /^\s*\[(OUTPUT|FILTER|INPUT)\]/m.test(texts);
}
