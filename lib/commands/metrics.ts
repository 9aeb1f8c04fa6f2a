import type { Context } from "../context.ts";
import { workerConnected } from "./health.ts";
import { standing } from "./status.ts";

type Metric = { name: string; help: string; value: number | undefined };

/**
 * Where things stand, in the text format of Prometheus: numbers alone, nobody's name. What is not known yet is absent.
 *
 * Source of the format: https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export async function metrics(context: Context): Promise<string> {
  const [{ freshness, counts, lastEnded, openRun, held, credential }, worker] = await Promise.all([
    standing(context, { runs: 1 }),
    workerConnected(context),
  ]);
  const all: Metric[] = [
    { name: "people", help: "People of the copy.", value: counts.people },
    { name: "people_removed", help: "People who are gone and kept.", value: counts.removed },
    { name: "supervisors", help: "People who supervise somebody of the copy.", value: counts.supervisors },
    { name: "groups", help: "Groups of the copy.", value: counts.groups },
    { name: "copy_timestamp_seconds", help: "When the copy was last brought up to date.", value: at(freshness.asOf) },
    {
      name: "copy_fresh",
      help: "1 while the copy is as fresh as it should be.",
      value: Number(freshness.state === "fresh"),
    },
    { name: "last_run_timestamp_seconds", help: "When the last run ended.", value: at(lastEnded?.finishedAt) },
    {
      name: "last_run_failed",
      help: "1 when the last run failed.",
      value: lastEnded && Number(lastEnded.state === "failed"),
    },
    { name: "last_run_requests", help: "Requests of the last run to Microsoft Graph.", value: lastEnded?.requests },
    { name: "last_run_retries", help: "Requests of it that were sent again.", value: lastEnded?.retries },
    {
      name: "last_run_throttled_seconds",
      help: "How long Microsoft made it wait.",
      value: lastEnded?.throttledSeconds,
    },
    { name: "last_run_duration_seconds", help: "How long it took.", value: seconds(lastEnded?.durationMs) },
    { name: "held_removals", help: "Removals that wait for a person.", value: held?.people ?? 0 },
    { name: "run_open", help: "1 while a run goes on or waits.", value: Number(openRun !== undefined) },
    { name: "worker_connected", help: "1 while a worker is connected.", value: Number(worker) },
    {
      name: "credential_days_left",
      help: "Days until the secret or certificate ends, where that is known.",
      value: credential && "daysLeft" in credential ? credential.daysLeft : undefined,
    },
  ];
  return all.flatMap(textOf).join("");
}

function textOf({ name, help, value }: Metric): string[] {
  if (value === undefined) return [];
  return [`# HELP rollcall_${name} ${help}\n# TYPE rollcall_${name} gauge\nrollcall_${name} ${value}\n`];
}

function at(date: Date | null | undefined): number | undefined {
  return date ? date.getTime() / 1_000 : undefined;
}

function seconds(ms: number | null | undefined): number | undefined {
  return ms === null || ms === undefined ? undefined : ms / 1_000;
}
