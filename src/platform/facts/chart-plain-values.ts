/**
 * Text values that a chart prints into its manifests without quotes, by the name of the chart. YAML reads such a text as
 * a mapping if it contains a colon followed by a space, or ends with a colon, and drops the rest after ` #`.
 *
 * Source: kubernetes-sigs/aws-load-balancer-controller, `templates/deployment.yaml` of the chart (snapshot of
 * 2026-08-17, read 2026-11-20); rendered with 3.5.0, where such a tag makes the Deployment invalid.
 */
export const PLAIN_CHART_VALUES: Readonly<Record<string, readonly string[]>> = {
  "aws-load-balancer-controller": [
    "awsApiEndpoints",
    "awsApiThrottle",
    "backendSecurityGroup",
    "certDiscovery.allowedCertificateAuthorityARNs",
    "clusterName",
    "defaultLoadBalancerScheme",
    "defaultSSLPolicy",
    "defaultTags",
    "defaultTargetType",
    "dnsPolicy",
    "externalManagedTags",
    "image.pullPolicy",
    "ingressClass",
    "loadBalancerClass",
    "logLevel",
    "metricsBindAddr",
    "region",
    "serviceTargetENISGTags",
    "syncPeriod",
    "vpcId",
    "watchNamespace",
  ],
};
