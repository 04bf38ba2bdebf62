/** An image of a chart of one's own, and the chart: ExternalDNS with AWS Cloud Map. */
export const DNS_IMAGE = "registry.k8s.io/external-dns/external-dns:v0.21.0";
export const DNS = {
  repository: "https://kubernetes-sigs.github.io/external-dns",
  version: "1.21.1",
  values: "files/external-dns.yaml",
  images: [{ value: "image", image: DNS_IMAGE }],
  role: {
    serviceAccount: "external-dns",
    permissions: [
      {
        actions: ["servicediscovery:RegisterInstance"],
        resources: ["*"],
        reason: "the names of the services are not known before",
      },
    ],
  },
};
