import { listWords } from "#words/lists.tsx";
import { addressWith, type SearchParams } from "./address.ts";
import { ButtonLink } from "./button-link.tsx";

/**
 * The list as it is shown, all pages of it, as a file; for Excel with a byte order mark and telephone numbers that it
 * does not calculate.
 */
export function DownloadLinks({
  path,
  search,
  columns,
}: {
  path: string;
  search: SearchParams;
  /** Names of the file's columns, between commas; absent: all of them, or what `search` says. */
  columns?: string;
}) {
  const address = (excel?: string) =>
    addressWith(path, {
      from: search,
      change: { after: undefined, before: undefined, excel, ...(columns && { columns }) },
    });
  return (
    <>
      <ButtonLink href={address()} download>
        {listWords.download.csv}
      </ButtonLink>
      <ButtonLink href={address("yes")} download>
        {listWords.download.excel}
      </ButtonLink>
    </>
  );
}
