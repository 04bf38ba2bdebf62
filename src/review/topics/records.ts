import { texts } from "../../terraform/stack-json";
import { type ResourceChange } from "../change";
import { joinValues, say } from "../stages/phrase";
import { attention, differingItems, editsOf, info, type TopicLine } from "./topic";
import { topicOfRows } from "./rows";

/** Arguments of a flow log whose harmful values have a line. */
const OF_FLOW_LOG =
  /^(traffic_type|max_aggregation_interval|log_destination|iam_role_arn|vpc_id|tags(\..*)?)$/;

/** Records of connections and of calls of the Kubernetes API. */
export const records = topicOfRows("Records", {
  lines: clusterLines,
  when: {
    "of all": ({ edit }) => edit.after === "ALL",
    // in an expression of the layer itself
    "to its own layer": ({ edit }) => /^\$\{aws_(cloudwatch_log_group|s3_bucket)\./.test(String(edit.after)),
    "with said edits": ({ resource }) => resource.edits.every(({ argument }) => OF_FLOW_LOG.test(argument)),
  },
  words: { "plain path": ({ edit }) => [edit.path] },
});

function clusterLines(cluster: ResourceChange): TopicLine[] {
  const { type, address } = cluster;
  const edits = type === "aws_eks_cluster" ? editsOf(cluster, "enabled_cluster_log_types") : [];
  const { lost, gained } = differingItems(
    edits.flatMap(({ before }) => texts(before)),
    edits.flatMap(({ after }) => texts(after)),
  );
  const ends = say`${address}: the control plane no longer writes logs of ${joinValues(lost)}`;
  const begins = say`${address}: the control plane writes logs of ${joinValues(gained)}, too`;
  return [
    ...(lost.length > 0 ? [attention(cluster, ends, { edits })] : []),
    ...(gained.length > 0 ? [info(cluster, begins, { edits })] : []),
  ];
}
