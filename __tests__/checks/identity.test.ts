import { IDENTITY_CHECKS } from "../../src/checks/identity/checks";
import { type Layer } from "../../src/core/layers";
import { type Editable, environmentPlan } from "../support/altered";
import { ENVIRONMENTS } from "../support/environments";
import { type Edit, at, found, newlyFound, places, put, remove, within } from "../support/findings";
import { planWith } from "../support/changed-plans";
import { planOf } from "../support/reference-plans";

const ML = "ml-inference-prod";
const noticed = (environment: string, edit: Edit): string[] => newlyFound(IDENTITY_CHECKS, environment, edit);

/** Resources by layer, type and name, as an edit needs them. */
const role = (layers: Record<Layer, Editable>, layer: Layer, name: string): Editable =>
  layers[layer].resource.aws_iam_role[name];

/** The one statement of a role's trust. */
const trust =
  (edit: (statement: Editable) => void, layer: Layer = "models", name = "ml_inference_api"): Edit =>
  (layers) => {
    within(role(layers, layer, name), "assume_role_policy", ({ Statement }) => {
      edit(Statement[0]);
    });
  };

/** The statements of the model's own policy. */
const permissions =
  (edit: (statements: Editable[]) => void): Edit =>
  ({ models }) => {
    within(models.resource.aws_iam_role_policy.ml_inference_api, "policy", ({ Statement }) => {
      edit(Statement as Editable[]);
    });
  };

const ISSUER = "${data.terraform_remote_state.cluster.outputs.oidc_issuer}";

describe("what is emitted", () => {
  test.each(ENVIRONMENTS)("%s: identities are as narrow as they can be, and complete", (environment) => {
    expect(found(IDENTITY_CHECKS, environmentPlan(planOf(environment)))).toEqual([]);
  });

  test.each([
    ["Fargate beside observability", "mlapp", { cluster: { observability: true } }],
    ["a bucket of somebody else", ML, { modelBucket: { existingName: "shared-models" } }],
    [
      "a region of GovCloud",
      ML,
      { region: "us-gov-west-1", cluster: { admins: ["arn:aws-us-gov:iam::222233334444:role/a"] } },
    ],
    [
      "many models of which some have secrets and a prefix",
      ML,
      {
        models: [
          { name: "a", image: { tag: "1" }, secrets: ["a/key", "shared"] },
          { name: "b", image: { tag: "1" }, bucketPrefix: "models/b/", kubernetesApi: true },
        ],
      },
    ],
  ])("nothing is found where an environment has %s", (_, environment, change) => {
    expect(found(IDENTITY_CHECKS, environmentPlan(planWith(environment, change)))).toEqual([]);
  });
});

describe("irsa-trust", () => {
  test.each<readonly [string, Edit, RegExp]>([
    [
      "without its subject",
      trust(({ Condition }) => Reflect.deleteProperty(Condition.StringEquals as object, `${ISSUER}:sub`)),
      /subject is missing/,
    ],
    [
      "without its audience",
      trust(({ Condition }) => Reflect.deleteProperty(Condition.StringEquals as object, `${ISSUER}:aud`)),
      /audience is missing/,
    ],
    [
      "of another audience",
      trust(({ Condition }) => (Condition.StringEquals[`${ISSUER}:aud`] = "sts.amazonaws.com.evil")),
      /audience is sts\.amazonaws\.com\.evil/,
    ],
    [
      "of every service account of a namespace",
      trust((statement) => {
        const { StringEquals } = statement["Condition"];
        statement["Condition"] = {
          StringLike: { ...StringEquals, [`${ISSUER}:sub`]: "system:serviceaccount:ml-inference:*" },
        };
      }),
      /StringLike.*not one service account/s,
    ],
    [
      "of a wildcard that never matches",
      trust(({ Condition }) => (Condition.StringEquals[`${ISSUER}:sub`] = "system:serviceaccount:*:api")),
      /not one service account/,
    ],
    [
      "of two service accounts",
      trust(({ Condition }) => {
        const sub = Condition.StringEquals[`${ISSUER}:sub`];
        Condition.StringEquals[`${ISSUER}:sub`] = [sub, `${sub}-2`];
      }),
      /2 service accounts/,
    ],
    ...["ForAllValues:StringEquals", "StringEqualsIfExists", "StringEqualsIgnoreCase"].map(
      (operator): readonly [string, Edit, RegExp] => [
        `compared by ${operator}`,
        trust((statement) => (statement["Condition"] = { [operator]: statement["Condition"].StringEquals })),
        new RegExp(operator),
      ],
    ),
    [
      "of the issuer with https://",
      ({ cluster }) => (cluster.locals.oidc_issuer = "${aws_eks_cluster.main.identity[0].oidc[0].issuer}"),
      /https:\/\//,
    ],
    [
      "of another cluster's issuer",
      trust(({ Condition }) => {
        Condition.StringEquals = {
          "oidc.eks.eu-west-1.amazonaws.com/id/OTHER:aud": "sts.amazonaws.com",
          "oidc.eks.eu-west-1.amazonaws.com/id/OTHER:sub":
            "system:serviceaccount:ml-inference:ml-inference-api",
        };
      }),
      /the issuer of aud is not the cluster's/,
    ],
    [
      "of a provider by its literal ARN",
      trust(
        (statement) => (statement["Principal"] = { Federated: "arn:aws:iam::222233334444:oidc-provider/x" }),
      ),
      /not the OIDC provider/,
    ],
    [
      "of every provider",
      trust((statement) => (statement["Principal"] = { Federated: "*" })),
      /not the OIDC provider/,
    ],
    [
      "that also lets roles be assumed",
      trust((statement) => (statement["Action"] = ["sts:AssumeRoleWithWebIdentity", "sts:AssumeRole"])),
      /action/,
    ],
    [
      "with a second statement",
      ({ models }) => {
        within(models.resource.aws_iam_role.ml_inference_api, "assume_role_policy", ({ Statement }) => {
          Statement.push({ ...Statement[0] });
        });
      },
      /several statements/,
    ],
  ])("refuses a trust %s", (_, edit, message) => {
    expect(noticed(ML, edit).join("\n")).toMatch(message);
  });
});

test.each<readonly [string, string, string, Edit]>([
  [
    "policies-readable",
    "a policy that Terraform puts together",
    ML,
    ({ models }) => (models.resource.aws_iam_role_policy.ml_inference_api.policy = "${jsonencode({})}"),
  ],
  [
    "policies-readable",
    "a statement without an effect",
    ML,
    permissions(([first]) => delete first?.["Effect"]),
  ],
  [
    "policies-readable",
    "a name that IAM refuses",
    ML,
    permissions(([first]) => ((first as Editable)["Sid"] = "Read-Files")),
  ],
  [
    "oidc-provider",
    "tokens for somebody else",
    ML,
    ({ cluster }) => (cluster.resource.aws_iam_openid_connect_provider.irsa.client_id_list = ["other"]),
  ],
  [
    "oidc-provider",
    "an issuer that is not the cluster's",
    ML,
    ({ cluster }) => (cluster.resource.aws_iam_openid_connect_provider.irsa.url = "https://example.com"),
  ],
  [
    "oidc-provider",
    "a cluster without a provider",
    ML,
    ({ cluster }) => delete cluster.resource.aws_iam_openid_connect_provider,
  ],
  [
    "service-trust",
    "a service that acts for anybody",
    ML,
    trust((statement) => delete statement["Condition"], "cluster", "cluster"),
  ],
  [
    "service-trust",
    "flow logs of another account",
    ML,
    trust(
      ({ Condition }) => (Condition.StringEquals["aws:SourceAccount"] = "999999999999"),
      "network",
      "flow_logs",
    ),
  ],
  [
    "service-trust",
    "another cluster's control plane",
    ML,
    trust(({ Condition }) => (Condition.ArnLike["aws:SourceArn"] += "-2"), "cluster", "cluster"),
  ],
  [
    "service-trust",
    "pods on Fargate of another account",
    "mlapp",
    trust(
      ({ Condition }) =>
        (Condition.ArnLike["aws:SourceArn"] =
          "arn:aws:eks:us-east-1:999999999999:fargateprofile/mlapp-cluster/*"),
      "cluster",
      "fargate",
    ),
  ],
  [
    "service-account-roles",
    "a service account that nobody made",
    ML,
    ({ models }) => delete models.resource.kubernetes_service_account_v1.ml_inference_api,
  ],
  [
    "service-account-roles",
    "an annotation that is gone",
    ML,
    ({ models }) =>
      delete models.resource.kubernetes_service_account_v1.ml_inference_api.metadata.annotations[
        "eks.amazonaws.com/role-arn"
      ],
  ],
  [
    "service-account-roles",
    "an annotation for another role",
    ML,
    ({ models }) =>
      (models.resource.kubernetes_service_account_v1.ml_inference_api.metadata.annotations[
        "eks.amazonaws.com/role-arn"
      ] = "arn:aws:iam::222233334444:role/other"),
  ],
  [
    "service-account-roles",
    "a service account under another name",
    ML,
    ({ models }) => (models.resource.kubernetes_service_account_v1.ml_inference_api.metadata.name = "other"),
  ],
  [
    "service-account-roles",
    "an add-on without its role",
    ML,
    ({ cluster }) => delete cluster.resource.aws_eks_addon.vpc_cni.service_account_role_arn,
  ],
  [
    "service-account-roles",
    "an add-on with another one's role",
    ML,
    ({ cluster }) =>
      (cluster.resource.aws_eks_addon.vpc_cni.service_account_role_arn =
        "${aws_iam_role.cloudwatch_agent.arn}"),
  ],
  [
    "service-account-roles",
    "the global STS endpoint",
    ML,
    ({ models }) =>
      (models.resource.kubernetes_service_account_v1.ml_inference_api.metadata.annotations[
        "eks.amazonaws.com/sts-regional-endpoints"
      ] = "false"),
  ],
  [
    "platform-roles",
    "nodes that may read model files",
    ML,
    ({ cluster }) => {
      cluster.resource.aws_iam_role_policy = {
        nodes: {
          role: "${aws_iam_role.nodes.name}",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" }],
          }),
        },
      };
    },
  ],
  [
    "platform-roles",
    "nodes with a policy too many",
    ML,
    ({ cluster }) =>
      (cluster.resource.aws_iam_role_policy_attachment.extra = {
        role: "${aws_iam_role.nodes.name}",
        policy_arn: "arn:aws:iam::aws:policy/AmazonS3FullAccess",
      }),
  ],
  [
    "platform-roles",
    "an add-on whose policy is not attached",
    ML,
    ({ cluster }) => delete cluster.resource.aws_iam_role_policy_attachment.vpc_cni,
  ],
  [
    "policy-principals",
    "a bucket for everybody",
    ML,
    ({ cluster }) => {
      within(cluster.resource.aws_s3_bucket_policy.models, "policy", ({ Statement }) => {
        Statement.push({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" });
      });
    },
  ],
  [
    "policy-principals",
    "a key for another account",
    ML,
    ({ cluster }) => {
      within(cluster.resource.aws_kms_key.cluster, "policy", ({ Statement }) => {
        Statement.push({
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::999999999999:root" },
          Action: "kms:Decrypt",
          Resource: "*",
        });
      });
    },
  ],
  ["policy-actions", "every action", ML, permissions(([first]) => ((first as Editable)["Action"] = "*"))],
  [
    "policy-actions",
    "every action of a service",
    ML,
    permissions(([first]) => ((first as Editable)["Action"] = "s3:*")),
  ],
  [
    "policy-resources",
    "a write to every resource",
    ML,
    permissions(([first]) => Object.assign(first as Editable, { Action: "s3:PutObject", Resource: "*" })),
  ],
  [
    "policy-resources",
    "a read of every bucket",
    ML,
    permissions(([first]) => ((first as Editable)["Resource"] = "arn:aws:s3:::*")),
  ],
  [
    "controller-policy",
    "an action that is missing",
    ML,
    ({ platform }) => {
      within(platform.resource.aws_iam_role_policy.load_balancer_controller, "policy", ({ Statement }) => {
        Statement[1].Action.pop();
      });
    },
  ],
  [
    "controller-policy",
    "a chart of another version",
    ML,
    ({ platform }) => (platform.resource.helm_release.load_balancer_controller.version = "3.6.0"),
  ],
  [
    "model-permissions",
    "another prefix than the pods are told of",
    ML,
    ({ models }) => (models.resource.kubernetes_config_map_v1.ml_inference_api.data.MODEL_PREFIX = "other/"),
  ],
  [
    "model-permissions",
    "another bucket than the pods are told of",
    ML,
    ({ models }) => (models.resource.kubernetes_config_map_v1.ml_inference_api.data.MODEL_BUCKET = "other"),
  ],
  [
    "model-permissions",
    "the whole bucket",
    ML,
    permissions(
      ([first]) => ((first as Editable)["Resource"] = "arn:aws:s3:::ml-inference-prod-models-222233334444/*"),
    ),
  ],
  [
    "model-permissions",
    "secrets whose names only begin alike",
    ML,
    permissions(
      (statements) =>
        ((statements.at(-1) as Editable)["Resource"] = [
          "arn:aws:secretsmanager:ap-southeast-2:222233334444:secret:ml-inference/api-key*",
        ]),
    ),
  ],
  [
    "model-permissions",
    "a secret that no pod mounts",
    ML,
    permissions((statements) =>
      (statements.at(-1) as Editable)["Resource"].push(
        "arn:aws:secretsmanager:ap-southeast-2:222233334444:secret:other-??????",
      ),
    ),
  ],
  [
    "log-writers",
    "flow logs that may not be delivered",
    ML,
    ({ network }) => {
      within(network.resource.aws_iam_role_policy.flow_logs, "policy", ({ Statement }) => {
        Statement[0].Action.pop();
      });
    },
  ],
  [
    "log-writers",
    "pods on Fargate that write to another group",
    "mlapp",
    ({ cluster }) => (cluster.resource.aws_cloudwatch_log_group.fargate.name = "/other"),
  ],
  [
    "cluster-admins",
    "a cluster that nobody administers",
    ML,
    ({ cluster }) => delete cluster.resource.aws_eks_access_policy_association,
  ],
  [
    "cluster-admins",
    "whoever creates the cluster",
    ML,
    ({ cluster }) =>
      (cluster.resource.aws_eks_cluster.main.access_config.bootstrap_cluster_creator_admin_permissions = true),
  ],
  [
    "cluster-admins",
    "an administrator of another account",
    ML,
    ({ cluster }) =>
      (cluster.resource.aws_eks_access_entry.admin_ml_platform_admin.principal_arn =
        "arn:aws:iam::999999999999:role/a"),
  ],
  [
    "cluster-admins",
    "the old ConfigMap beside entries",
    ML,
    ({ cluster }) =>
      (cluster.resource.aws_eks_cluster.main.access_config.authentication_mode = "API_AND_CONFIG_MAP"),
  ],
  [
    "key-policies",
    "a key whose account is locked out",
    ML,
    ({ cluster }) => {
      within(cluster.resource.aws_kms_key.cluster, "policy", ({ Statement }) => {
        Statement.shift();
      });
    },
  ],
  [
    "key-policies",
    "CloudWatch Logs of any account",
    ML,
    ({ cluster }) => {
      within(cluster.resource.aws_kms_key.cluster, "policy", ({ Statement }) => {
        delete Statement[1].Condition;
      });
    },
  ],
  [
    "key-policies",
    "a log group that the key does not admit",
    ML,
    ({ cluster }) => (cluster.resource.aws_cloudwatch_log_group.control_plane.name = "/other"),
  ],
  [
    "bucket-policies",
    "a bucket that takes plain HTTP",
    ML,
    ({ state }) => delete state.resource.aws_s3_bucket_policy,
  ],
])("%s finds %s", (id, _, environment, edit) => {
  const ids = noticed(environment, edit).map((finding) => finding.split(" ")[0]);
  expect(ids).toContain(id);
});

describe("every part of every policy counts", () => {
  /** A name in a policy says nothing to AWS. */
  const isName = (path: readonly (string | number)[]): boolean => path.at(-1) === "Sid";
  const POLICIES: readonly (readonly [type: string, attribute: string])[] = [
    ["aws_iam_role", "assume_role_policy"],
    ["aws_iam_role_policy", "policy"],
    ["aws_kms_key", "policy"],
    ["aws_s3_bucket_policy", "policy"],
  ];

  /** Every change of a kind to every policy of the environment, with what stood there. */
  const changes = (
    environment: string,
    change: (document: Editable, path: readonly (string | number)[]) => void,
  ) =>
    planOf(environment).stacks.flatMap((stack) =>
      POLICIES.flatMap(([type, attribute]) =>
        stack.resources(type).flatMap(({ name, address, config }) => {
          const document = JSON.parse(String(config[attribute])) as Editable;
          return places(document)
            .filter((path) => !isName(path))
            .map((path) => ({
              what: `${address} ${path.join(".")} ${JSON.stringify(at(document, path))}`,
              edit: ((layers) => {
                const layer = stack.name.slice(environment.length + 1) as Layer;
                within(layers[layer].resource[type][name], attribute, (policy) => {
                  change(policy, path);
                });
              }) satisfies Edit,
            }));
        }),
      ),
    );

  test.each([
    ["removed", remove],
    [
      "changed",
      (document: Editable, path: readonly (string | number)[]) => {
        const old = at(document, path);
        if (typeof old === "string") put(document, path, `${old}-x`);
        else remove(document, path);
      },
    ],
  ])("whatever of it is %s is noticed", (_, change) => {
    const mutants = changes("mlapp", change);
    expect(mutants.length).toBeGreaterThan(400);
    expect(mutants.filter(({ edit }) => noticed("mlapp", edit).length === 0).map(({ what }) => what)).toEqual(
      [],
    );
  });
});
