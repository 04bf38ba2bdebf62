/** Protocols by name and number (VPC user guide, "Security group rules", read 2026-11-20). */
export const PROTOCOLS: Readonly<Record<string, string>> = {
  "-1": "all",
  all: "all",
  tcp: "tcp",
  "6": "tcp",
  udp: "udp",
  "17": "udp",
};
