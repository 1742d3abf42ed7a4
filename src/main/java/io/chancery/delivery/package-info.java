/**
 * Delivery: a releaser, who is not the custodian, opens the hand-over; an officer fetches the
 * ciphertext with a fresh touch of their passkey and gives a receipt. Leaves a {@code
 * DeliveryReceipt} and the case in {@code DELIVERED}.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.delivery;
