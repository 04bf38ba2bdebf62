import {
  ACCOUNT,
  ADMIN,
  ROOT,
  UNDECLARED,
  bucket,
  causedBy,
  forAccount,
  key,
  policy,
  queue,
  resource,
  role,
  texts,
} from "./own-blocks";

const DECLARED =
  'resource "aws_iam_role" "job" {\n  name = "mlapp-job"\n  assume_role_policy = ' +
  policy({
    Principal: { Service: "glue.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: forAccount(ACCOUNT),
  }) +
  '\n}\noutput "job" {\n  value = aws_iam_role.job.arn\n}\n';
const JOB = { AWS: "${aws_iam_role.job.arn}" };
const LOGS = `arn:aws:s3:::mlapp-x/AWSLogs/${ACCOUNT}/*`;
const ACCOUNT_ID = 'data "aws_caller_identity" "current" {}\n';
const VPC = "${data.terraform_remote_state.network.outputs.vpc_id}";

test.each<readonly [title: string, text: string]>([
  ["a bucket for a declared role", DECLARED + bucket({ Principal: JOB })],
  [
    "a bucket for a declared role by its ARN",
    DECLARED + bucket({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/mlapp-job` } }),
  ],
  [
    "a bucket for sessions of a declared role",
    DECLARED + bucket({ Principal: { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/mlapp-job/run` } }),
  ],
  ["a bucket for a role that the file names", bucket({ Principal: { AWS: ADMIN } })],
  ["a bucket for the account, whose policies decide", bucket({ Principal: { AWS: ROOT } })],
  ["a bucket for the account by its id", bucket({ Principal: { AWS: ACCOUNT } })],
  [
    "a bucket for the account that a data source reads",
    ACCOUNT_ID +
      bucket({ Principal: { AWS: "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" } }),
  ],
  [
    "a bucket for the network of the environment",
    bucket({ Principal: "*", Condition: { StringEquals: { "aws:SourceVpc": VPC } } }),
  ],
  [
    "a bucket for a declared role by a condition",
    DECLARED +
      bucket({ Principal: "*", Condition: { ArnEquals: { "aws:PrincipalArn": "${aws_iam_role.job.arn}" } } }),
  ],
  [
    "a bucket for an organization and the account of a named role",
    bucket({
      Principal: { AWS: ADMIN },
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcdef1234" } },
    }),
  ],
  [
    "a bucket that a trail fills",
    bucket({
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: LOGS,
      Condition: forAccount(ACCOUNT),
    }),
  ],
  [
    "a bucket that load balancers of the account fill",
    bucket({ Principal: { AWS: "arn:aws:iam::127311923021:root" }, Action: "s3:PutObject", Resource: LOGS }),
  ],
  [
    "a bucket of a distribution of the environment",
    'resource "aws_cloudfront_distribution" "d" {\n  enabled = true\n}\n' +
      bucket({
        Principal: { Service: "cloudfront.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceArn": "${aws_cloudfront_distribution.d.arn}" } },
      }),
  ],
  ["a key for the account", key()],
  ["a key for a declared role", DECLARED + key({ Principal: JOB })],
  [
    "a key for the account through a service",
    key({
      Principal: { AWS: "*" },
      Condition: {
        StringEquals: { "kms:CallerAccount": ACCOUNT, "kms:ViaService": "ec2.us-east-1.amazonaws.com" },
      },
    }),
  ],
  [
    "a key for a service and this account",
    key({
      Principal: { Service: "sns.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Condition: forAccount(ACCOUNT),
    }),
  ],
  [
    "a queue for notifications of a bucket of the environment",
    bucket() +
      queue({
        Principal: { Service: "s3.amazonaws.com" },
        Condition: { ArnEquals: { "aws:SourceArn": "${aws_s3_bucket.x.arn}" } },
      }),
  ],
  [
    "a queue for a bucket of the environment, in the older form",
    bucket() + queue({ Principal: "*", Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:::mlapp-x" } } }),
  ],
  [
    "a queue for a service and this account",
    queue({ Principal: { Service: "events.amazonaws.com" }, Condition: forAccount(ACCOUNT) }),
  ],
  [
    "a queue for services of the organization",
    queue({
      Principal: { Service: "s3.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceOrgID": "o-abcdef1234" } },
    }),
  ],
  [
    "a queue that denies everyone without TLS",
    queue(
      { Principal: { AWS: ADMIN } },
      {
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ),
  ],
  [
    "a queue for everyone, of which a Deny leaves a declared role",
    DECLARED +
      queue(
        { Principal: "*" },
        {
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:*",
          Condition: { ArnNotEquals: { "aws:PrincipalArn": "${aws_iam_role.job.arn}" } },
        },
      ),
  ],
  [
    "a function of an API of the environment",
    'resource "aws_api_gateway_rest_api" "a" {\n  name = "x"\n}\n' +
      resource("aws_lambda_permission", {
        ...texts({
          action: "lambda:InvokeFunction",
          function_name: "x",
          principal: "apigateway.amazonaws.com",
        }),
        source_arn: '"${aws_api_gateway_rest_api.a.execution_arn}/*"',
      }),
  ],
  [
    "a function for events of the account",
    resource(
      "aws_lambda_permission",
      texts({
        action: "lambda:InvokeFunction",
        function_name: "x",
        principal: "events.amazonaws.com",
        source_account: ACCOUNT,
      }),
    ),
  ],
  [
    "a function URL that IAM protects",
    resource("aws_lambda_function_url", texts({ function_name: "x", authorization_type: "AWS_IAM" })),
  ],
  ["a private bucket by its ACL", resource("aws_s3_bucket_acl", texts({ bucket: "x", acl: "private" }))],
  [
    "a grant of a declared role",
    DECLARED +
      resource("aws_kms_grant", {
        key_id: '"x"',
        grantee_principal: "aws_iam_role.job.arn",
        operations: '["Decrypt"]',
      }),
  ],
  [
    "a share with the own account",
    resource("aws_ram_principal_association", texts({ principal: ACCOUNT, resource_share_arn: "x" })),
  ],
  [
    "a share within the organization, with nobody yet",
    resource("aws_ram_resource_share", { name: '"x"', allow_external_principals: "false" }),
  ],
  [
    "an image for the own account",
    resource("aws_ami_launch_permission", texts({ image_id: "ami-0123456789abcdef0", account_id: ACCOUNT })),
  ],
  [
    "a snapshot that is not shared",
    resource("aws_db_snapshot", texts({ db_instance_identifier: "x", db_snapshot_identifier: "x" })),
  ],
  [
    "a document of SSM for the own account",
    resource("aws_ssm_document", {
      ...texts({ name: "x", document_type: "Command", content: "{}" }),
      permissions: `{ type = "Share", account_ids = "${ACCOUNT}" }`,
    }),
  ],
  [
    "a private API for the network of the environment",
    resource("aws_api_gateway_rest_api_policy", {
      rest_api_id: '"x"',
      policy: policy({
        Principal: "*",
        Action: "execute-api:Invoke",
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceVpc": VPC } },
      }),
    }),
  ],
  [
    "a log group for the service that writes it",
    resource("aws_cloudwatch_log_resource_policy", {
      policy_name: '"x"',
      policy_document: policy({
        Principal: { Service: "es.amazonaws.com" },
        Action: "logs:PutLogEvents",
        Resource: "*",
        Condition: forAccount(ACCOUNT),
      }),
    }),
  ],
  [
    "a queue by a data source",
    'data "aws_iam_policy_document" "x" {\n  statement {\n    actions = ["sqs:SendMessage"]\n    resources = ["arn:aws:sqs:us-east-1:1:x"]\n' +
      '    principals {\n      type = "Service"\n      identifiers = ["events.amazonaws.com"]\n    }\n' +
      `    condition {\n      test = "StringEquals"\n      variable = "aws:SourceAccount"\n      values = ["${ACCOUNT}"]\n    }\n  }\n}\n` +
      resource("aws_sqs_queue_policy", { queue_url: '"x"', policy: "data.aws_iam_policy_document.x.json" }),
  ],
  ["a role for a role that the file names", role({ Principal: { AWS: ADMIN } })],
  [
    "a role for the account, of which a condition leaves a named role",
    role({ Principal: { AWS: ROOT }, Condition: { ArnEquals: { "aws:PrincipalArn": ADMIN } } }),
  ],
  [
    "a policy that is none of a resource: the life of images",
    resource("aws_ecr_lifecycle_policy", { repository: '"x"', policy: '"{\\"rules\\": []}"' }),
  ],
  [
    "a policy that is none of a resource: TLS",
    resource(
      "aws_lb_listener",
      texts({ load_balancer_arn: "x", ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" }),
    ),
  ],
])("%s is no finding", (_, text) => {
  expect(causedBy(text)).toEqual([]);
});

test("the same bucket for an undeclared role is a finding", () => {
  expect(causedBy(bucket({ Principal: { AWS: UNDECLARED } }))).toHaveLength(1);
});
