import { type Caller, EKS_PRIVATE, PULLS } from "./caller-types";
import { CALLERS_OF_PARTS } from "./generated/callers-of-parts";
import { CHART_FACTS, type ChartFacts, type ServiceCall } from "./charts";

/** Nodes and models are in every environment, without a chart, an add-on or a key under `components`. */
const NODES_AND_MODELS: readonly Caller[] = [
  {
    title: "nodes",
    order: 10,
    sign: { type: "aws_eks_node_group" },
    from: "nodes",
    calls: [
      ...PULLS,
      { service: "s3", why: "holds image layers and AL2023 packages" },
      { service: "ec2", why: "nodeadm asks for the node's name" },
    ],
    controlPlanePorts: { 10250: "kubelet: logs, exec, metrics" },
    source: `${EKS_PRIVATE}; the same guide, "sec-group-reqs"; awslabs/amazon-eks-ami, nodeadm, which calls no eks API`,
  },
  {
    title: "models",
    order: 140,
    sign: { part: "models" },
    from: "models",
    calls: [
      { service: "s3", why: "hold their files" },
      { service: "sts", why: "exchange their service account for a role" },
    ],
    controlPlanePorts: {},
    source: 'Amazon EKS user guide, "IAM roles for service accounts" (read 2026-11-20)',
  },
];

/** The pods of a chart as callers. */
export const callerOfChart = (chart: ChartFacts): Caller => ({
  title: chart.title,
  sign: { chart },
  from: "nodes",
  calls: chart.calls,
  controlPlanePorts: Object.fromEntries(
    chart.controlPlanePorts.map((port) => [port, `webhook of the ${chart.title}`]),
  ),
  source: `${chart.source.repository} ${chart.source.tag} (read ${chart.source.read})`,
});

const position = ({ order = Infinity }: Caller): number => order;

/** All callers. Findings and diagrams list them in this order, which does not depend on the folder of a row. */
export const CALLERS: readonly Caller[] = [
  ...[...NODES_AND_MODELS, ...CALLERS_OF_PARTS].sort((a, b) => position(a) - position(b)),
  ...Object.values(CHART_FACTS).map(callerOfChart),
];

/** Calls that happen in any case: no value of a release disables them, and nothing else decides. */
export const constantCalls = ({ calls }: Caller): readonly ServiceCall[] =>
  calls.filter(({ unlessFalse, onlyIf }) => unlessFalse === undefined && onlyIf === undefined);
