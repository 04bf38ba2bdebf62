import { component } from "../../../../src/platform/contract";
import REQUESTS from "./requests.json";
import { type ExternalDns, settings } from "./settings";
import { asResources } from "../../../../src/parts/part-requests";

/**
 * Registers the names of Services and Ingresses in a namespace of AWS Cloud Map.
 *
 * Source: kubernetes-sigs/external-dns, chart 1.21.1 and docs/tutorials/aws-sd.md (read 2026-11-24).
 */
export const externalDns = component<ExternalDns>({
  id: "external-dns",
  title: "ExternalDNS",
  settings,
  identities: () => [
    {
      name: "external-dns",
      id: "Role",
      description: "Lets ExternalDNS register names in AWS Cloud Map",
      trust: { namespace: "external-dns", serviceAccount: "external-dns", accountId: "Account" },
      statements: [
        {
          Effect: "Allow",
          Action: [
            "servicediscovery:CreateService",
            "servicediscovery:DeregisterInstance",
            "servicediscovery:DiscoverInstances",
            "servicediscovery:ListInstances",
            "servicediscovery:ListNamespaces",
            "servicediscovery:ListServices",
            "servicediscovery:RegisterInstance",
            "servicediscovery:UpdateService",
          ],
          Resource: "*",
        },
      ],
    },
  ],
  charts: [
    {
      name: "external-dns",
      id: "Release",
      repository: "https://kubernetes-sigs.github.io/external-dns",
      version: "1.21.1",
      images: {
        "external-dns": { repository: "registry.k8s.io/external-dns/external-dns", tag: "v0.21.0" },
      },
      namespace: "external-dns",
      podSecurity: "restricted",
      identity: "external-dns",
      values: ({ image, region, clusterName }, { settings: { domain } }) => ({
        image: image("external-dns"),
        provider: { name: "aws-sd" },
        registry: "aws-sd",
        sources: ["service", "ingress"],
        domainFilters: [domain],
        txtOwnerId: clusterName,
        // Set explicitly, because the hop limit prevents pods from reaching the instance metadata service.
        env: [{ name: "AWS_REGION", value: region }],
        serviceAccount: { create: false, name: "external-dns" },
        resources: asResources(REQUESTS["external-dns"]),
      }),
      crdsCommand: { output: "external_dns_crds_command", of: "ExternalDNS" },
    },
  ],
  needs: () => ({
    services: [
      { service: "servicediscovery", why: "holds the registered names" },
      { service: "sts", why: "exchanges its service account for a role" },
    ],
  }),
});
