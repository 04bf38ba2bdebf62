import { actionsOf } from "../../../dev/deployer-actions/actions";
import { callsIn } from "../../../dev/deployer-actions/provider-log";
import { rowsOf } from "../../../dev/deployer-actions/table";

const TIME = "2026-11-22T23:54:25.690Z [DEBUG]";
const PROVIDER = "provider.terraform-provider-aws_v5.100.0_x5";

const LOG = [
  `${TIME} ${PROVIDER}: HTTP Request Sent: rpc.service=STS rpc.method=GetCallerIdentity tf_rpc=ConfigureProvider`,
  `${TIME} ${PROVIDER}: HTTP Request Sent: tf_resource_type=aws_vpc rpc.service=EC2 tf_rpc=ApplyResourceChange`,
  "  http.request.body=",
  "  | Action=CreateVpc",
  "   rpc.method=CreateVpc",
  `${TIME} ${PROVIDER}: HTTP Response Received: rpc.service=EC2 rpc.method=DeleteVpc tf_resource_type=aws_vpc`,
  `${TIME} ${PROVIDER}: HTTP Request Sent: tf_resource_type=aws_vpc rpc.service=EC2 rpc.method=DescribeVpcs tf_rpc=ReadResource`,
  `${TIME} ${PROVIDER}: HTTP Request Sent: tf_resource_type=aws_vpc rpc.service=EC2 rpc.method=DescribeVpcs tf_rpc=ApplyResourceChange`,
  `${TIME} ${PROVIDER}: HTTP Request Sent: tf_data_source_type=aws_route53_zone tf_rpc=ReadDataSource rpc.service="Route 53" rpc.method=GetHostedZone`,
  `${TIME} ${PROVIDER}: HTTP Request Sent: tf_resource_type=aws_s3_bucket rpc.service=S3 rpc.method=HeadBucket tf_rpc=ReadResource`,
  `${TIME} ${PROVIDER}: HTTP Request Sent: tf_resource_type=aws_subnet`,
].join("\n");

test("calls of a log have the type that they are made for", () => {
  expect(callsIn(LOG)).toEqual([
    { type: "provider", isChange: false, service: "STS", operation: "GetCallerIdentity" },
    { type: "aws_vpc", isChange: true, service: "EC2", operation: "CreateVpc" },
    { type: "aws_vpc", isChange: false, service: "EC2", operation: "DescribeVpcs" },
    { type: "aws_vpc", isChange: true, service: "EC2", operation: "DescribeVpcs" },
    { type: "data.aws_route53_zone", isChange: false, service: "Route 53", operation: "GetHostedZone" },
    { type: "aws_s3_bucket", isChange: false, service: "S3", operation: "HeadBucket" },
  ]);
});

test("rows separate reads from changes, and keep earlier rows", () => {
  expect(rowsOf(callsIn(LOG), { aws_vpc: { read: [], change: ["ec2:DeleteVpc"] } })).toEqual({
    aws_s3_bucket: { read: ["s3:ListBucket"], change: [] },
    aws_vpc: { read: ["ec2:DescribeVpcs"], change: ["ec2:CreateVpc", "ec2:DeleteVpc"] },
    "data.aws_route53_zone": { read: ["route53:GetHostedZone"], change: [] },
    provider: { read: ["sts:GetCallerIdentity"], change: [] },
  });
});

test("a service without a prefix is an error", () => {
  expect(() => actionsOf("Braket", "CreateJob")).toThrow("no prefix of Braket");
});
