import type { MeasuredSetting, Results } from "../results.ts";

export function isPlain({ expandPageLimit, latency }: MeasuredSetting): boolean {
  return expandPageLimit === 999 && latency.requestMs === 0;
}

/** The plain settings, smallest first: what growth is shown by. */
export function plainSettings({ settings }: Results): MeasuredSetting[] {
  return settings.filter(isPlain).sort((one, other) => one.people - other.people);
}

/** Where everybody takes part: the largest plain setting up to 100,000 people. */
export function comparedSetting(results: Results): MeasuredSetting | undefined {
  const plain = plainSettings(results);
  return plain.filter(({ people }) => people <= 100_000).at(-1) ?? plain[0];
}

export function latencySetting({ settings }: Results): MeasuredSetting | undefined {
  return settings.filter(({ latency }) => latency.requestMs > 0).at(-1);
}
