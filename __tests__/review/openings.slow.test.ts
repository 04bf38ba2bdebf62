import { byHarm, needsAttention, stops } from "../../src/review/stages/harm";
import { plain } from "../../src/review/stages/phrase";
import { joinedLines } from "../../src/review/rendering/open-lines";
import { pageOf } from "../../src/review/rendering/page-of";
import { type Review } from "../../src/review/stages/review";
import { type EditLayers, table, together } from "./harmful-edits/edits";
import { type Layers, edited, reviewOf } from "./pairs";
import { stackPlanOf } from "./planned-values";

const ENVIRONMENTS = ["retail-forecast", "ml-inference-prod", "mlapp"];

const OTHER = "arn:aws:iam::999900001111:role/support";
const OTHER_ACCOUNT = "999900001111";
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

test.each<[what: string, type: string, config: object, harm: string, who: string]>([
  [
    "a grant of a key",
    "aws_kms_grant",
    { key_id: "k", grantee_principal: OTHER, operations: ["Decrypt"] },
    "more access",
    OTHER,
  ],
  [
    "a share",
    "aws_ram_principal_association",
    { principal: OTHER_ACCOUNT, resource_share_arn: "a" },
    "more access",
    OTHER_ACCOUNT,
  ],
  [
    "a share with others",
    "aws_ram_resource_share",
    { name: "a", allow_external_principals: true },
    "open to everyone",
    "outside the organization",
  ],
  [
    "a volume snapshot",
    "aws_snapshot_create_volume_permission",
    { snapshot_id: "s", account_id: OTHER_ACCOUNT },
    "more access",
    OTHER_ACCOUNT,
  ],
  [
    "an image for all",
    "aws_ami_launch_permission",
    { image_id: "i", group: "all" },
    "open to everyone",
    "everyone",
  ],
  [
    "a database snapshot",
    "aws_db_snapshot",
    { db_instance_identifier: "d", db_snapshot_identifier: "s", shared_accounts: ["all"] },
    "open to everyone",
    "everyone",
  ],
  [
    "an endpoint service",
    "aws_vpc_endpoint_service",
    { acceptance_required: false, allowed_principals: ["*"] },
    "open to everyone",
    "everyone",
  ],
  [
    "a client of an endpoint service",
    "aws_vpc_endpoint_service_allowed_principal",
    { vpc_endpoint_service_id: "v", principal_arn: OTHER },
    "more access",
    OTHER,
  ],
  [
    "a function",
    "aws_lambda_permission",
    { function_name: "f", action: "lambda:InvokeFunction", principal: "*" },
    "open to everyone",
    "everyone",
  ],
  ["files", "aws_s3_bucket_acl", { bucket: "b", acl: "public-read" }, "open to everyone", "everyone"],
  [
    "files for every account",
    "aws_s3_bucket_acl",
    { bucket: "b", acl: "authenticated-read" },
    "open to everyone",
    "every account",
  ],
  ...[
    "aws_s3_bucket_policy",
    "aws_ecr_repository_policy",
    "aws_secretsmanager_secret_policy",
    "aws_sqs_queue_policy",
    "aws_sns_topic_policy",
    "aws_kms_key_policy",
  ].map((type): [string, string, object, string, string] => [
    `a policy, ${type}`,
    type,
    {
      ...{ bucket: "b", repository: "r", secret_arn: "s", queue_url: "q", arn: "t", key_id: "k" },
      policy: document({ Effect: "Allow", Action: "*", Resource: "*", Principal: { AWS: OTHER } }),
    },
    "more access",
    OTHER,
  ]),
])("what others get by %s is ranked by its reach", (_, type, config, harm, who) => {
  const { lines } = reviewAfter(
    "mlapp",
    { what: "", edit: block("cluster", type, config), who: "" },
    () => undefined,
  );
  const found = lines.filter(({ address }) => address === `${type}.own`);
  expect(found.map((line) => line.harm)).toContain(harm);
  expect(found.map(({ text }) => plain(text)).join("\n")).toContain(who);
});

test("a pod that gets the role of an administrator has all rights", () => {
  const associated = block("cluster", "aws_eks_pod_identity_association", {
    ...{ cluster_name: "${aws_eks_cluster.main.name}", namespace: "team", service_account: "job" },
    role_arn: "${aws_iam_role.own.arn}",
  });
  const admin = together(role(), attached(EVERYTHING));
  const [first] = joinedLines(
    reviewAfter("mlapp", { what: "", from: admin, edit: associated, who: "" }, () => undefined),
  );
  expect([first?.line.harm, plain(first?.line.text ?? [])]).toEqual([
    "full rights",
    expect.stringContaining("service account team:job"),
  ]);
  const { lines } = reviewAfter(
    "mlapp",
    { what: "", from: role(), edit: associated, who: "" },
    () => undefined,
  );
  const own = lines.filter(({ address }) => address === "aws_eks_pod_identity_association.own");
  expect(own.map(({ harm }) => harm)).toContain("more access");
});

describe("a plan that opens what the files do not", () => {
  const files = edited("ml-inference-prod", () => undefined);
  const planned = (...changes: Parameters<typeof stackPlanOf>[1][]) =>
    reviewOf(files, { plans: [stackPlanOf("cluster", ...changes)] });
  const ADMIN = {
    cluster_name: "ml-inference-eks",
    principal_arn: OTHER,
    policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    access_scope: [{ type: "cluster", namespaces: null }],
    id: "x",
  };
  const policy = (...statements: readonly object[]) => ({
    name: "own",
    role: "nodes",
    policy: document(...statements),
  });
  const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
  const opened = (review: Review) =>
    review.lines.flatMap(({ address, harm = "none", text }) =>
      plain(text).startsWith("only a plan has it") ? [`${String(address)} ${harm}`] : [],
    );

  test.each([
    "aws_eks_access_policy_association.x",
    'aws_eks_access_policy_association.x["a.b"]',
    "module.m[0].aws_eks_access_policy_association.x",
  ])("an administrator that only the plan has stops the merge: %s", (address) => {
    const review = planned({ address, before: null, after: ADMIN });
    expect([review.verdict, review.harm]).toEqual(["destructive", "full rights"]);
    const text = plain(joinedLines(review)[0]?.line.text ?? []);
    expect(text).toContain(`only a plan has it: ${OTHER} gains AmazonEKSClusterAdminPolicy`);
  });

  test("a policy that becomes another one than in the files is read from the plan", () => {
    const review = planned({ address: "aws_iam_role_policy.x", before: policy(READ), after: policy(ALL) });
    expect([review.verdict, review.harm]).toEqual(["destructive", "full rights"]);
  });

  test("ranges, trust and policies of resources that a variable or a data source brings are ranked", () => {
    const cluster = (...public_access_cidrs: readonly string[]) => ({
      name: "ml-inference-eks",
      vpc_config: [{ endpoint_public_access: true, endpoint_private_access: true, public_access_cidrs }],
    });
    const trusting = (principal: object) => ({ name: "own", assume_role_policy: trust(principal) });
    const review = planned(
      { address: "aws_eks_cluster.main", before: cluster("192.0.2.0/24"), after: cluster("0.0.0.0/0") },
      { address: "aws_iam_role.x", before: trusting(SERVICE), after: trusting({ AWS: "*" }) },
      {
        address: "aws_s3_bucket_policy.x",
        before: { bucket: "b", policy: document({ ...READ, Principal: SERVICE }) },
        after: { bucket: "b", policy: document({ ...READ, Principal: "*" }) },
      },
      { address: "aws_vpc_security_group_ingress_rule.x", before: null, after: null },
    );
    expect(opened(review).sort()).toEqual([
      "aws_eks_cluster.main open to everyone",
      "aws_iam_role.x open to everyone",
      "aws_s3_bucket_policy.x open to everyone",
    ]);
  });

  test("a plan that removes an administrator opens nothing", () => {
    expect(
      opened(planned({ address: "aws_eks_access_policy_association.x", before: ADMIN, after: null })),
    ).toEqual([]);
  });

  test("a value that the plan marks as sensitive is judged, and not shown", () => {
    const address = "aws_iam_role_policy.x";
    const secret = { ...READ, Resource: "arn:aws:s3:::hidden-name/*" };
    const review = planned({
      address,
      before: policy(READ),
      after: policy(ALL, secret),
      sensitive: { policy: true },
    });
    expect(opened(review)).toEqual([`${address} full rights`]);
    expect(review.lines.map(({ text }) => plain(text)).join("\n")).not.toContain("hidden-name");
  });

  test.each([
    ["", "own"],
    ["", "own[0]"],
    ["a new environment: ", "own"],
  ])("%swhat the files open, and no apply created yet, opens nothing more: %s", (isNew, name) => {
    const opening = together(entry(OTHER), association("AmazonEKSClusterAdminPolicy", { type: "cluster" }));
    const { after, environment } = edited("ml-inference-prod", opening);
    const change = { address: `aws_eks_access_policy_association.${name}`, before: null, after: ADMIN };
    const plans = [stackPlanOf("cluster", change)];
    const before = isNew === "" ? after : [];
    expect(opened(reviewOf({ environment, before, after }, { plans }))).toEqual([]);
    const another = { ...change, before: { ...ADMIN, principal_arn: `${OTHER}-2` } };
    const updated = reviewOf(
      { environment, before: after, after },
      { plans: [stackPlanOf("cluster", another)] },
    );
    expect(opened(updated)).toEqual([`${change.address} full rights`]);
  });

  test("an opening of the files and the plan has one line", () => {
    const opening = together(entry(OTHER), association("AmazonEKSClusterAdminPolicy", { type: "cluster" }));
    const review = reviewOf(edited("ml-inference-prod", opening), {
      plans: [
        stackPlanOf("cluster", {
          address: "aws_eks_access_policy_association.own[0]",
          before: null,
          after: ADMIN,
        }),
      ],
    });
    expect([review.harm, opened(review)]).toEqual(["full rights", []]);
  });
});
