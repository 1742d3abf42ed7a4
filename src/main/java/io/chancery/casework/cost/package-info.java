/**
 * What an agency reimburses for the work that its request made: hours at the operator's fees,
 * stated by two people as an invoice among the case's letters, or waived. Called by pages and the
 * API; leaves proposals, their answers, invoices and waivers. See 18 USC 2706 and Article 14 of
 * Regulation (EU) 2023/1543.
 */
@NullMarked
package io.chancery.casework.cost;

import org.jspecify.annotations.NullMarked;
