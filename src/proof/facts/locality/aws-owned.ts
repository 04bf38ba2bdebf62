import { LOAD_BALANCER_ACCOUNTS } from "../aws-accounts";

/** Accounts, resources and regions that belong to AWS, and that every account can name. */

/** Registries of EKS add-ons in regions that share one account, and those of the other regions. */
const ADDON_REGISTRY = "602401143452";
const ADDON_REGIONS =
  "ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2";

/**
 * Accounts with the registries of EKS add-ons, by region, where the region has one of its own.
 *
 * Source: Amazon EKS user guide, "View Amazon container image registries for Amazon EKS add-ons" (read 2026-11-20).
 */
const REGISTRIES: Readonly<Record<string, string>> = {
  "af-south-1": "877085696533",
  "ap-east-1": "800184023465",
  "ap-east-2": "533267051163",
  "ap-south-2": "900889452093",
  "ap-southeast-3": "296578399912",
  "ap-southeast-4": "491585149902",
  "ap-southeast-5": "151610086707",
  "ap-southeast-6": "333609536671",
  "ap-southeast-7": "121268973566",
  "ca-west-1": "761377655185",
  "cn-north-1": "918309763551",
  "cn-northwest-1": "961992271922",
  "eu-central-2": "900612956339",
  "eu-south-1": "590381155156",
  "eu-south-2": "455263428931",
  "il-central-1": "066635153087",
  "me-central-1": "759879836304",
  "me-south-1": "558608220178",
  "mx-central-1": "730335286997",
  "us-gov-east-1": "151742754352",
  "us-gov-west-1": "013241004608",
};

/** Whether an account is AWS's own in a region. */
export const isAccountOfAws = (account: string, region: string): boolean =>
  account === REGISTRIES[region] ||
  account === LOAD_BALANCER_ACCOUNTS[region] ||
  (account === ADDON_REGISTRY && ADDON_REGIONS.split(" ").includes(region));

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
