import { within } from "../../support/findings";
import { type Layers } from "../pairs";
import { type EditLayers, table, without } from "./edits";
import { type HarmfulWithLine, expectLines } from "./harmful-edits";

const READING = { api_groups: [""], resources: ["configmaps"], resource_names: ["a"], verbs: ["get"] };

const clusterRole =
  (rule: readonly object[], more: object = {}): EditLayers =>
  ({ models }) => {
    table(models, "kubernetes_cluster_role_v1")["own"] = { metadata: { name: "own", ...more }, rule };
  };

const role =
  (principal: object): EditLayers =>
  ({ cluster }) => {
    const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: principal };
    table(cluster, "aws_iam_role")["own"] = {
      name: "own",
      assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
    };
  };

const shown =
  (sensitive: boolean): EditLayers =>
  ({ cluster }) => {
    cluster["output"].own = { value: "${aws_eks_cluster.main.endpoint}", sensitive };
  };

const aliased: EditLayers = ({ cluster }) => {
  const [main] = cluster["provider"].aws;
  cluster["provider"].aws.push({ ...main, alias: "other", region: "eu-central-1" });
};

/** Statements that synth writes. */
const OWN_STATEMENTS = 1;

const READER = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::999988887777:role/analysts" },
  Action: "s3:GetObject",
  Resource: "*",
};

/** Adds a statement for a role of another account, or takes it away, in the policy of the state bucket. */
const readers =
  (statements: readonly object[]): EditLayers =>
  ({ state }) =>
    within(state["resource"].aws_s3_bucket_policy.state_bucket, "policy", (policy) => {
      policy["Statement"] = [...policy["Statement"].slice(0, OWN_STATEMENTS), ...statements];
    });

const EDITS: readonly HarmfulWithLine[] = [
  {
    what: "a block gets a provider of another region",
    from: aliased,
    edit: ({ cluster }) => {
      for (const group of Object.values<Layers["cluster"]>(cluster["resource"].aws_cloudwatch_log_group))
        group["provider"] = "aws.other";
    },
    line: "attention: not understood: provider of aws_cloudwatch_log_group.control_plane: not set → aws.other",
  },
  {
    what: "a role of people ends",
    from: role({ AWS: "arn:aws:iam::333344445555:role/team" }),
    edit: without("cluster", "aws_iam_role", "own"),
    line: "outage: aws_iam_role.own is destroyed: arn:aws:iam::333344445555:role/team could assume it, and no stack shows who did",
  },
  {
    what: "a role no longer trusts people",
    from: role({ AWS: ["arn:aws:iam::333344445555:role/team", "arn:aws:iam::333344445555:role/others"] }),
    edit: role({ AWS: "arn:aws:iam::333344445555:role/others" }),
    line: "outage: trust policy of role aws_iam_role.own loses sts:AssumeRole for arn:aws:iam::333344445555:role/team",
  },
  {
    what: "a role no longer trusts a service",
    from: role({ Service: ["lambda.amazonaws.com", "glue.amazonaws.com"] }),
    edit: role({ Service: "glue.amazonaws.com" }),
    line: "in place: trust policy of role aws_iam_role.own loses sts:AssumeRole for lambda.amazonaws.com",
  },
  {
    what: "a bucket policy no longer names a role elsewhere",
    from: readers([READER]),
    edit: readers([]),
    line: "outage: policy of aws_s3_bucket_policy.state_bucket loses s3:GetObject on * for arn:aws:iam::999988887777:role/analysts",
  },
  {
    what: "a cluster role has paths of the API",
    from: clusterRole([READING]),
    edit: clusterRole([READING, { non_resource_urls: ["/metrics"], verbs: ["get"] }]),
    line: "attention: not understood: rule",
  },
  {
    what: "a new cluster role adds to the rights of another one",
    from: () => undefined,
    edit: clusterRole([READING], { labels: { "rbac.authorization.k8s.io/aggregate-to-view": "true" } }),
    line: "attention: not understood: kubernetes_cluster_role_v1.own is added",
  },
  {
    what: "a role that no binding of the stacks gives has more rights",
    from: clusterRole([READING]),
    edit: clusterRole([{ ...READING, verbs: ["get", "update"] }]),
    line: "attention: not understood: rule",
  },
  {
    what: "an output is shown in logs",
    from: shown(true),
    edit: shown(false),
    line: "attention: not understood: sensitive of output.own: true → false",
  },
];

expectLines(EDITS);
