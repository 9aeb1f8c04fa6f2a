/** The words of the registration's credential. */
export const credentialWords = {
  kinds: { secret: "A client secret", certificate: "A certificate", "federated token": "The platform’s token" },
  end: "Good until",
  renewed: "The platform renews it by itself",
  unknown: "Not known: enter the secret’s last day below",
  warning: {
    ending: "The credential ends soon",
    over: "The credential has ended",
    unreadable: "The credential cannot be read",
  },
  daysLeft: (days: number) => (days < 1 ? "the last day" : days === 1 ? "1 day left" : `${days} days left`),
  lastDay: "Last day of the client secret",
  lastDayHelp:
    "Entra shows it under Certificates & secrets. You are warned 30, 14, 7 and 1 days before; enter the new one after a change.",
  noDay: "No day: nobody is warned",
  help: (variable: string) => (
    <>
      From the environment (<code>{variable}</code>); never stored, never shown
    </>
  ),
};
