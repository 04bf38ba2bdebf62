import { asObject } from "../../../src/terraform/stack-json";
import { ENVIRONMENTS, configWith } from "../../support/environments";
import { clusterOf, settings } from "../cluster-stack";

test.each(ENVIRONMENTS)("OUT-02 %s: the outputs identify the cluster and its endpoint", (environment) => {
  const { outputs } = clusterOf(environment);
  const { region } = configWith(environment);
  const name = settings(clusterOf(environment), "aws_eks_cluster.main")["name"];
  const values = Object.fromEntries(
    Object.entries(outputs).map(([output, block]) => [output, asObject(block)["value"]]),
  );
  expect(values).toMatchObject({
    cluster_name: "${aws_eks_cluster.main.name}",
    cluster_endpoint: "${aws_eks_cluster.main.endpoint}",
    cluster_certificate_authority: "${aws_eks_cluster.main.certificate_authority[0].data}",
    cluster_security_group_id: "${aws_eks_cluster.main.vpc_config[0].cluster_security_group_id}",
    oidc_provider_arn: "${aws_iam_openid_connect_provider.irsa.arn}",
    oidc_issuer: "${local.oidc_issuer}",
    update_kubeconfig_command: `aws eks update-kubeconfig --name ${name} --region ${region}`,
  });
});
