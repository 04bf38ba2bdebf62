import { byHarm, needsAttention, stops } from "../../../src/tools/review/harm";
import { plain } from "../../../src/tools/review/phrase";
import { joinedLines } from "../../../src/tools/review/rendering/open-lines";
import { pageOf } from "../../../src/tools/review/rendering/page-of";
import { type Review } from "../../../src/tools/review/review";
import { type EditLayers, table, together } from "./harmful-edits/edits";
import { type Layers, edited, reviewOf } from "./pairs";

const ENVIRONMENTS = ["retail-forecast", "ml-inference-prod", "mlapp"];

const OTHER = "arn:aws:iam::999900001111:role/support";
const EVERYTHING = "arn:aws:iam::aws:policy/AdministratorAccess";

const document = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const ALL = { Effect: "Allow", Action: "*", Resource: "*" };
const trust = (principal: object): string =>
  document({ Effect: "Allow", Action: "sts:AssumeRole", Principal: principal });
const SERVICE = { Service: "lambda.amazonaws.com" };

const block =
  (layer: keyof Layers, type: string, config: object, name = "own"): EditLayers =>
  (layers) => {
    table(layers[layer], type)[name] = config;
  };
const role = (config: object = {}): EditLayers =>
  block("cluster", "aws_iam_role", { name: "own", assume_role_policy: trust(SERVICE), ...config });
const rolePolicy = (...statements: readonly object[]): EditLayers =>
  block("cluster", "aws_iam_role_policy", {
    name: "own",
    role: "${aws_iam_role.own.id}",
    policy: document(...statements),
  });
const attached = (policy_arn: string): EditLayers =>
  block("cluster", "aws_iam_role_policy_attachment", { role: "${aws_iam_role.own.name}", policy_arn });
const entry = (principal_arn: string, more: object = {}): EditLayers =>
  block("cluster", "aws_eks_access_entry", {
    cluster_name: "${aws_eks_cluster.main.name}",
    principal_arn,
    ...more,
  });
const association = (policy: string, access_scope: object): EditLayers =>
  block("cluster", "aws_eks_access_policy_association", {
    cluster_name: "${aws_eks_cluster.main.name}",
    principal_arn: OTHER,
    policy_arn: `arn:aws:eks::aws:cluster-access-policy/${policy}`,
    access_scope,
  });
const binding = (name: string, kind = "cluster_role_binding", namespace?: string): EditLayers =>
  block("models", `kubernetes_${kind}_v1`, {
    metadata: { name: "own", ...(namespace === undefined ? {} : { namespace }) },
    role_ref: { api_group: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
    subject: [{ kind: "Group", name: "support", api_group: "rbac.authorization.k8s.io" }],
  });
const clusterRole = (rule: object): EditLayers =>
  block("models", "kubernetes_cluster_role_v1", { metadata: { name: "wide" }, rule: [rule] });
const WIDE = { api_groups: ["*"], resources: ["*"], verbs: ["*"] };

/** A change after which another identity has all rights, or gives them to itself. */
interface Granting {
  readonly what: string;
  readonly from?: EditLayers;
  readonly edit: EditLayers;
  /** The holder of the rights. */
  readonly who: string;
}

const GRANTING: readonly Granting[] = [
  {
    what: "a policy of AWS for administrators",
    from: role(),
    edit: attached(EVERYTHING),
    who: "aws_iam_role.own",
  },
  {
    what: "a policy of AWS for administrators, in another partition",
    from: role(),
    edit: attached("arn:aws-cn:iam::aws:policy/AdministratorAccess"),
    who: "aws_iam_role.own",
  },
  {
    what: "a policy of AWS for administrators that no file shows",
    from: role(),
    edit: attached("arn:aws:iam::aws:policy/AdministratorAccess-Amplify"),
    who: "aws_iam_role.own",
  },
  {
    what: "all rights of IAM",
    from: role(),
    edit: attached("arn:aws:iam::aws:policy/IAMFullAccess"),
    who: "aws_iam_role.own",
  },
  {
    what: "managed policies of the role itself",
    from: role(),
    edit: role({ managed_policy_arns: [EVERYTHING] }),
    who: "aws_iam_role.own",
  },
  {
    what: "a new role with its policy",
    edit: together(role(), attached(EVERYTHING)),
    who: "aws_iam_role.own",
  },
  { what: "a statement on everything", from: role(), edit: rolePolicy(ALL), who: "aws_iam_role.own" },
  {
    what: "a statement on everything with a condition",
    from: role(),
    edit: rolePolicy({ ...ALL, Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } }),
    who: "aws_iam_role.own",
  },
  {
    what: "everything except one action",
    from: role(),
    edit: rolePolicy({ Effect: "Allow", NotAction: "s3:DeleteBucket", Resource: "*" }),
    who: "aws_iam_role.own",
  },
  {
    what: "a right to write policies of roles",
    from: role(),
    edit: rolePolicy({ Effect: "Allow", Action: "iam:PutRolePolicy", Resource: "*" }),
    who: "aws_iam_role.own",
  },
  {
    what: "a Deny that went",
    from: together(role(), rolePolicy(ALL, { Effect: "Deny", Action: "*", Resource: "*" })),
    edit: rolePolicy(ALL),
    who: "aws_iam_role.own",
  },
  {
    what: "a boundary that went",
    from: together(
      block("cluster", "aws_iam_policy", {
        name: "limit",
        policy: document({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }),
      }),
      role({ permissions_boundary: "${aws_iam_policy.own.arn}" }),
      rolePolicy(ALL),
    ),
    edit: role(),
    who: "aws_iam_role.own",
  },
  {
    what: "a user of the account",
    edit: block("cluster", "aws_iam_user_policy_attachment", { user: "support", policy_arn: EVERYTHING }),
    who: "user support",
  },
  {
    what: "a group of the account",
    edit: block("cluster", "aws_iam_group_policy", { name: "all", group: "staff", policy: document(ALL) }),
    who: "group staff",
  },
  {
    what: "a stranger whom an administrator's role trusts",
    from: together(role(), attached(EVERYTHING)),
    edit: role({ assume_role_policy: trust({ ...SERVICE, AWS: OTHER }) }),
    who: OTHER,
  },
  {
    what: "an administrator of the cluster",
    edit: together(entry(OTHER), association("AmazonEKSClusterAdminPolicy", { type: "cluster" })),
    who: OTHER,
  },
  {
    what: "rights to edit the whole cluster",
    from: entry(OTHER),
    edit: association("AmazonEKSEditPolicy", { type: "cluster" }),
    who: OTHER,
  },
  {
    what: "rights to edit the namespace of controllers",
    from: entry(OTHER),
    edit: association("AmazonEKSEditPolicy", { type: "namespace", namespaces: ["kube-system"] }),
    who: OTHER,
  },
  {
    what: "a scope that widens to the cluster",
    from: together(
      entry(OTHER),
      association("AmazonEKSAdminPolicy", { type: "namespace", namespaces: ["x"] }),
    ),
    edit: association("AmazonEKSAdminPolicy", { type: "cluster" }),
    who: OTHER,
  },
  { what: "a binding to all rights of the cluster", edit: binding("cluster-admin"), who: "Group support" },
  {
    what: "a binding in the namespace of controllers",
    edit: binding("admin", "role_binding", "kube-system"),
    who: "Group support",
  },
  {
    what: "an own role with all rights",
    edit: together(clusterRole(WIDE), binding("wide")),
    who: "Group support",
  },
  {
    what: "an own role that gives itself rights",
    edit: together(
      clusterRole({
        api_groups: ["rbac.authorization.k8s.io"],
        resources: ["clusterroles"],
        verbs: ["escalate"],
      }),
      binding("wide"),
    ),
    who: "Group support",
  },
  {
    what: "a principal of a group with all rights",
    from: together(binding("cluster-admin"), entry(OTHER)),
    edit: entry(OTHER, { kubernetes_groups: ["support"] }),
    who: OTHER,
  },
];

/** Other changes of the same merge, which must not hide it. */
const BESIDE: readonly EditLayers[] = [
  () => undefined,
  ({ network }) => {
    for (const group of Object.values<Record<string, unknown>>(network.resource.aws_security_group ?? {}))
      group["description"] = "another text";
  },
  ({ cluster }) => {
    delete cluster.resource.aws_iam_openid_connect_provider;
  },
];

const reviewAfter = (
  environment: string,
  { from = () => undefined, edit }: Granting,
  beside: EditLayers,
): Review =>
  reviewOf({
    environment,
    before: edited(environment, from).after,
    after: edited(environment, together(from, edit, beside)).after,
  });

test.each(
  GRANTING.map((granting, index) => ({
    ...granting,
    environment: ENVIRONMENTS[index % ENVIRONMENTS.length] ?? "mlapp",
    beside: BESIDE[index % 2 === 0 ? 0 : 1 + (Math.floor(index / 2) % 2)] ?? (() => undefined),
  })),
)("$environment: $what is never at the level of a description", ({ environment, beside, ...granting }) => {
  const review = reviewAfter(environment, granting, beside);
  const [first] = joinedLines(review);
  expect({ verdict: review.verdict, harm: review.harm, first: first?.line.harm }).toEqual({
    verdict: "destructive",
    harm: "full rights",
    first: "full rights",
  });
  const open = pageOf(review)
    .open.filter(({ mark }) => mark === "danger")
    .map(({ text }) => plain(text));
  expect(open.join("\n")).toContain(granting.who);
});

test.each([
  [
    "a right to read some objects",
    together(role(), rolePolicy({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" })),
  ],
  [
    "a right to look into a namespace",
    together(entry(OTHER), association("AmazonEKSViewPolicy", { type: "namespace", namespaces: ["models"] })),
  ],
])("%s is ranked above a description, and is no full right", (_, edit) => {
  const { harm, verdict } = reviewAfter("mlapp", { what: "", edit, who: "" }, () => undefined);
  expect([harm, verdict]).toEqual(["more access", "needs attention"]);
});

test("openings are ranked by their reach, and each rank needs a confirmation", () => {
  const ranks = ["full rights", "open to everyone", "more access", "less protection"] as const;
  expect([...ranks].reverse().sort(byHarm)).toEqual(ranks);
  expect(ranks.filter((each) => stops(each))).toEqual(["full rights"]);
  expect(ranks.filter((each) => byHarm(each, "in place") >= 0 || !needsAttention(each))).toEqual([]);
});
