import { type ChartConnection, calling, place, program } from "../../../evidence/chart-connections";

/**
 * Its metrics are on a port that no Prometheus here reads.
 *
 * Source: kserve/kserve v0.20.0, `charts/kserve-resources` (read 2026-11-22).
 */
export const CONNECTIONS: Readonly<Record<string, readonly ChartConnection[]>> = {
  "kserve-resources": [
    calling(program("kserve-controller-manager"), "watches and makes objects"),
    { from: place("control plane"), to: program("kserve-controller-manager"), port: 9443, why: "webhooks" },
  ],
};
