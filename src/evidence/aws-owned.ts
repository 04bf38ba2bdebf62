import { addonRegistryAccount } from "./addon-registries";
import { LOAD_BALANCER_ACCOUNTS } from "./aws-accounts";

/** Accounts, resources and regions that belong to AWS, and that every account can name. */

/** Whether an account is AWS's own in a region. */
export const isAccountOfAws = (account: string, region: string): boolean =>
  account === addonRegistryAccount(region) || account === LOAD_BALANCER_ACCOUNTS[region];

/**
 * Words in the place of an account in ARNs of AWS's own resources, with the services that have them.
 *
 * Source: ARNs in the Service Authorization Reference of these services (unconfirmed).
 */
const WORDS: Readonly<Record<string, string>> = {
  aws: "aps backup eks iam imagebuilder kms ram s3 securityhub signer ssm ssm-incidents",
  cloudfront: "iam",
  "aws-marketplace": "catalog ssm",
  "aws-managed": "kms",
  amazon: "imagebuilder iotwireless",
};

/** Whether AWS has resources of a service under such a word, as in `arn:aws:iam::aws:policy/…`. */
export const isOwnerWord = (word: string, service: string): boolean =>
  Object.hasOwn(WORDS, word) && (WORDS[word] ?? "").split(" ").includes(service);

/**
 * Beginnings of resource types whose API, or whose metrics, AWS has only in the global region of a partition: billing, CloudFront,
 * Route 53, IAM, public registries and organizations; with the topics, keys and certificates that these need there.
 *
 * Source: AWS Billing user guide, "Creating a billing alarm"; CloudFront developer guide, "Requirements for using SSL/TLS certificates";
 * Route 53 developer guide, health checks and query logs; AWS General Reference, service endpoints (unconfirmed).
 */
const GLOBAL_TYPES = [
  ..."aws_acm_certificate aws_budgets_ aws_bcmdataexports_ aws_ce_ aws_cloudfront_ aws_cloudwatch_composite_alarm".split(
    " ",
  ),
  ..."aws_cloudwatch_log_ aws_cloudwatch_metric_alarm aws_costoptimizationhub_ aws_cur_ aws_ecrpublic_ aws_iam_".split(
    " ",
  ),
  ..."aws_kms_ aws_organizations_ aws_route53_ aws_route53domains_ aws_shield_ aws_sns_ aws_wafv2_".split(
    " ",
  ),
  ..."aws_caller_identity aws_partition aws_region aws_pricing_ aws_savingsplans_".split(" "),
];

/** Whether a resource or data source may be in the global region. */
export const isGlobalType = (type: string): boolean => GLOBAL_TYPES.some((each) => type.startsWith(each));

/** Services whose only API, or only one of a few, is in the global region. Same sources. */
const GLOBAL_HOST = /^(?:[\w-]+\.)*(?:iam|route53|ecr-public|pricing|ce|budgets|organizations|cloudfront)$/;

/** Whether a host, without its region and domain, is of a service of the global region. */
export const isGlobalHost = (service: string): boolean => GLOBAL_HOST.test(service);

/** Endpoint services without a region in their name: AWS has them in the global region. */
export const GLOBAL_ENDPOINT = /^com\.amazonaws\.(?:iam|route53|savingsplans|s3-global\.accesspoint)$/;
