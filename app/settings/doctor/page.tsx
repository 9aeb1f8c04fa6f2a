import type { Metadata } from "next";
import { isAdmin } from "#lib/auth/viewer.ts";
import { doctorWords as words } from "#words/doctor.tsx";
import { requireViewer } from "../../_server/session.ts";
import { ButtonLink } from "../../_ui/button-link.tsx";
import { PageHeader } from "../../_ui/page-header.tsx";
import { ExaminationOnDemand } from "./_parts/examination.tsx";

export const metadata: Metadata = { title: words.title };

export default async function DoctorPage() {
  const viewer = await requireViewer();
  return (
    <>
      <PageHeader title={words.title} lead={words.lead}>
        <ButtonLink href="/consent">{words.consent}</ButtonLink>
      </PageHeader>
      <p>{words.before}</p>
      {isAdmin(viewer) ? <ExaminationOnDemand /> : <p className="quiet">{words.adminOnly}</p>}
      <p className="quiet small">{words.commandLine}</p>
    </>
  );
}
