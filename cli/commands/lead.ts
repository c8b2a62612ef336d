import type { Command } from 'commander';
import { STAGES } from '../../domain/stage';
import type { CliContext } from '../context';
import { LEAD_ARGUMENT } from '../find-lead';
import { instantOption, someOf, someText, wholeNumber } from '../options';
import type { ListOptions } from '../lead/list-leads';

/** `leadline lead …`: find leads, look at them, ask why, move them. */
export function register(program: Command, context: CliContext): void {
  const lead = program.command('lead').description('Find leads, look at them, ask why they score as they do');

  lead
    .command('list')
    .description('A page of leads')
    .option('--search <words>', 'beginnings of an e-mail, name, company or source id')
    .addOption(someOf('--stage <stages>', 'only these stages', STAGES))
    .addOption(someOf('--combined <scores>', 'only these combined scores, e.g. A4,B4'))
    .addOption(someOf('--grade <grades>', 'only these grades', ['A', 'B', 'C', 'D', 'U']))
    .addOption(someOf('--level <levels>', 'only these levels', ['4', '3', '2', '1']))
    .addOption(
      someOf('--zone <zones>', 'only these zones', ['priority', 'sales', 'nurture', 'account_outbound', 'none']),
    )
    .addOption(someOf('--owner <reps>', 'only leads of these reps; none: of nobody'))
    .addOption(someOf('--source <sources>', 'only leads from these sources'))
    .option('--sort <order>', 'score, created or stage_since', 'created')
    .option('--direction <direction>', 'asc or desc', 'desc')
    .option('--limit <rows>', 'rows on a page', wholeNumber(1, 1_000), 50)
    .option('--cursor <cursor>', 'where the page before ended')
    .addHelpText(
      'after',
      '\nExamples:\n  leadline lead list --stage mql --sort score\n  leadline lead list --search jane --output json\n  leadline lead list --owner none --stage mql,sal --limit 200',
    )
    .action(async (options: ListOptions) => {
      const { listLeads } = await import('../lead/list-leads');
      await listLeads(context, options);
    });

  lead
    .command('show')
    .description('Everything about a lead: profile, score, stage, owner, clock, CRM records')
    .argument('<lead>', LEAD_ARGUMENT)
    .addHelpText(
      'after',
      '\nExamples:\n  leadline lead show jane@example.com\n  leadline lead show 0190f2c4-… --output json',
    )
    .action(async (text: string) => {
      const { showLead } = await import('../lead/show-lead');
      await showLead(context, text);
    });

  lead
    .command('why')
    .description('Why the score is what it is: dated lines that sum to it exactly')
    .argument('<lead>', LEAD_ARGUMENT)
    .option('--at <instant>', 'as it was then, by what was known and the model that was live', instantOption)
    .addHelpText(
      'after',
      '\nExamples:\n  leadline lead why jane@example.com\n  leadline lead why jane@example.com --at 2026-03-01',
    )
    .action(async (text: string, options: { readonly at?: number }) => {
      const { explainLead } = await import('../lead/explain-lead');
      await explainLead(context, text, options.at);
    });

  lead
    .command('move')
    .description('Move a lead to any stage, with a reason; its workflow carries it out')
    .argument('<lead>', LEAD_ARGUMENT)
    .argument('<stage>', STAGES.join(', '))
    .requiredOption('--reason <text>', 'for the people who read the timeline later', someText(2_000))
    .addHelpText(
      'after',
      '\nExample:\n  leadline lead move jane@example.com nurture --reason "Asked to be called in autumn"',
    )
    .action(async (text: string, stage: string, options: { readonly reason: string }) => {
      const { moveLead } = await import('../lead/move-lead');
      await moveLead(context, { text, stage, reason: options.reason });
    });
}
