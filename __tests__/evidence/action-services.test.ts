import fc from "fast-check";
import { endpointsOfAction } from "../../src/environment/facts/action-endpoints";
import { servicesOfAction } from "../../src/evidence/action-services";

const OTHER_NAMES = [
  ..."ecr sagemaker bedrock cloudwatch codeartifact servicediscovery kinesis firehose aps pricing ses tag".split(
    " ",
  ),
  ..."ecr-public codecommit codeconnections codestar-connections appconfig states".split(" "),
];

test.each([
  ["ecr:BatchGetImage", ["ecr.api", "ecr.dkr"]],
  ["sagemaker:InvokeEndpoint", ["sagemaker.runtime"]],
  ["sagemaker:*", ["sagemaker.api"]],
  ["cloudwatch:PutMetricData", ["monitoring"]],
  ["s3:Get*", ["s3"]],
  ["*", []],
  ["s*:GetObject", []],
])("%s calls %j", (action, services) => {
  expect(servicesOfAction(action)).toEqual(services);
});

test("an action of any other service calls the endpoint with its prefix", () => {
  const prefix = fc.stringMatching(/^[a-z][a-z0-9-]{1,20}$/).filter((each) => !OTHER_NAMES.includes(each));
  fc.assert(
    fc.property(prefix, fc.stringMatching(/^[A-Z][A-Za-z]{0,30}\*?$/), (service, name) => {
      expect(servicesOfAction(`${service}:${name}`)).toEqual([service]);
    }),
  );
});

const BOTH = [
  "autoscaling:DescribeTags",
  "codeartifact:GetAuthorizationToken",
  "elasticfilesystem:DescribeMountTargets",
]
  .concat(["servicediscovery:DiscoverInstances", "servicediscovery:RegisterInstance", "aps:RemoteWrite"])
  .concat([
    "bedrock:Retrieve",
    "ecr:BatchGetImage",
    "firehose:PutRecord",
    "kinesis:PutRecord",
    "rds:DescribeDBClusters",
  ])
  .concat([
    "acm-pca:IssueCertificate",
    "backup:StartBackupJob",
    "batch:SubmitJob",
    "eks:DescribeCluster",
    "fsx:DescribeFileSystems",
  ]);

test.each(BOTH)("%s calls the endpoint that the network gets for it", (action) => {
  expect(endpointsOfAction(action)).toEqual(servicesOfAction(action));
});

test("discovery in AWS Cloud Map has an endpoint of its own", () => {
  expect(servicesOfAction("servicediscovery:DiscoverInstances")).toEqual(["data-servicediscovery"]);
});
