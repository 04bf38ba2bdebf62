import { texts } from "../../infrastructure/blocks";
import { type Json } from "../../terraform/stack-json";
import { type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { type Phrase, joinValues, say } from "../stages/phrase";
import { fromTo } from "./edited";
import { isGone } from "./holders";
import { type Topic, type TopicLine } from "./topic";

const FLOW_LOG = "aws_flow_log";
const CLUSTER = "aws_eks_cluster";
const LOG_TYPES = "enabled_cluster_log_types";

/**
 * Records of connections and of calls of the Kubernetes API. Source: VPC user guide, "Flow logs", traffic types; EKS user guide, "Send
 * control plane logs to CloudWatch Logs" (unconfirmed).
 */
export const records: Topic = {
  title: "Records",
  lines: ({ resources }) =>
    resources.flatMap((resource) =>
      resource.type === FLOW_LOG
        ? flowLogLines(resource)
        : resource.type === CLUSTER
          ? clusterLines(resource)
          : [],
    ),
  judges: (changed, edit) => {
    if (!("type" in changed)) return false;
    if (edit !== undefined) return changed.type === CLUSTER && edit.argument === LOG_TYPES;
    if (changed.type !== FLOW_LOG) return false;
    return changed.action !== "add" && changed.edits.every(({ argument }) => OF_FLOW_LOG.test(argument));
  },
};

/** Arguments of a flow log whose harmful values have a line. */
const OF_FLOW_LOG =
  /^(traffic_type|max_aggregation_interval|log_destination|iam_role_arn|vpc_id|tags(\..*)?)$/;

/** Where a flow log sends its records, in an expression of the layer itself. */
const isOwn = (value: Json | undefined): boolean =>
  /^\$\{aws_(cloudwatch_log_group|s3_bucket)\./.test(String(value));

function flowLogLines(log: ResourceChange): TopicLine[] {
  const { layer, address, action, edits } = log;
  const line = (level: TopicLine["level"], text: Phrase, edit?: Edit): TopicLine => ({
    level,
    layer,
    address,
    text,
    ...(edit ? { edits: [edit] } : {}),
  });
  if (action === "destroy") return [line("attention", say`${address}: connections are no longer recorded`)];
  const lines = edits.flatMap((edit): TopicLine[] => {
    const change = say`${[edit.path]} of ${address}: ${fromTo(edit)}`;
    if (edit.argument === "traffic_type")
      return edit.after === "ALL"
        ? [line("info", say`${change}; all connections are recorded`, edit)]
        : [line("attention", say`${change}; other connections are no longer recorded`, edit)];
    if (edit.argument === "log_destination" && !isOwn(edit.after))
      return [line("attention", say`${change}; the records go elsewhere`, edit)];
    if (edit.argument === "vpc_id")
      return [line("attention", say`${change}; connections of the former one are no longer recorded`, edit)];
    return edit.argument === "max_aggregation_interval" ? [line("info", change, edit)] : [];
  });
  const again = isGone(log)
    ? [line("info", say`${address} is replaced; connections meanwhile are not recorded`)]
    : [];
  return [...lines, ...again];
}

function clusterLines({ layer, address, edits }: ResourceChange): TopicLine[] {
  const found = edits.filter(({ argument }) => argument === LOG_TYPES);
  const [edit] = found;
  if (!edit) return [];
  const [was, is] = [typesIn(found, "before"), typesIn(found, "after")];
  const lost = was.filter((each) => !is.includes(each));
  const gained = is.filter((each) => !was.includes(each));
  return [
    ...(lost.length === 0
      ? []
      : [
          {
            level: "attention" as const,
            layer,
            address,
            edits: found,
            text: say`${address}: the control plane no longer writes logs of ${joinValues(lost)}`,
          },
        ]),
    ...(gained.length === 0
      ? []
      : [
          {
            level: "info" as const,
            layer,
            address,
            edits: found,
            text: say`${address}: the control plane writes logs of ${joinValues(gained)}, too`,
          },
        ]),
  ];
}

const typesIn = (edits: readonly Edit[], side: "before" | "after"): string[] =>
  edits.flatMap((edit) => texts(edit[side]));
