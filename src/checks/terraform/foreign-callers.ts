import facts from "./arguments-of-callers.json";
import { blocks, isTrue, type JsonObject, text } from "../../terraform/stack-json";

/**
 * Names of hosts of AWS: suffixes of partitions, but for isolated ones (`partitions.json` of botocore 1.43.11, dnsSuffix and
 * dualStackDnsSuffix, read 2026-11-30).
 */
const OF_AWS = /(^|\.)(amazonaws\.com(\.cn)?|amazonaws\.eu|api\.aws|api\.amazonwebservices\.(com\.cn|eu))$/;

/** The service of instance metadata, from inside of an instance (EC2 user guide, "Instance metadata", unconfirmed). */
const METADATA = /^(169\.254\.169\.254|fd00:ec2::254)$/;

/** Arguments by which a provider or a backend calls hosts that AWS does not own, with any certificate, or as another account. */
export function foreignCalls(settings: JsonObject, account: string | undefined): string[] {
  const endpoints = [
    ...blocks(settings["endpoints"]).flatMap((each) =>
      Object.entries(each).map(([service, value]) => [`endpoint of ${service}`, text(value)] as const),
    ),
    ...facts.hosts.map((key) => [key, text(settings[key])] as const),
  ];
  const roles = [
    settings,
    ...["assume_role", "assume_role_with_web_identity"].flatMap((key) => blocks(settings[key])),
  ].map((each) => text(each["role_arn"]));
  return [
    ...facts.credentials
      .filter((key) => settings[key] !== undefined)
      .map((key) => `${key} contains credentials, or selects those of one user`),
    ...endpoints.flatMap(([what, url]) => {
      const host = hostOf(url);
      return host === undefined || OF_AWS.test(host) || METADATA.test(host)
        ? []
        : [`its ${what} is ${host}, which is no host of AWS`];
    }),
    ...roles.flatMap((role) => {
      const [, owner] = /^arn:[\w-]+:iam::(\d{12}):/.exec(role ?? "") ?? [];
      return owner === undefined || account === undefined || owner === account
        ? []
        : [`it assumes ${role ?? ""}, a role of another account than ${account}`];
    }),
    ...(isTrue(settings["insecure"]) ? ["it accepts any certificate: insecure is true"] : []),
  ];
}

/** Undefined for no host, and for one that only Terraform evaluates. */
function hostOf(url: string | undefined): string | undefined {
  if (url === undefined || url === "" || url.includes("${")) return undefined;
  const [, host] =
    /^(?:\w+:\/\/)?(?:\[([^\]]*)\]|([^/:]*))/.exec(url)?.filter((each) => each !== undefined) ?? [];
  return host?.toLowerCase();
}
