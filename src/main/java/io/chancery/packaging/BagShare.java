package io.chancery.packaging;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What of a production stands in one of its bags. The common files stand in each, so that each is
 * complete in itself; an account's records, reports and compatibility folder stay together; each
 * media file stands in one bag.
 *
 * @param number from 1
 * @param count of bags in the production
 * @param accounts numbers of the accounts whose records stand here
 * @param media paths of the media files that stand here
 */
record BagShare(int number, int count, Set<Integer> accounts, Set<String> media) {

  BagShare {
    accounts = Set.copyOf(accounts);
    media = Set.copyOf(media);
  }

  /** What is measured and never divided. */
  private record Unit(int account, String media, long bytes) {}

  /**
   * Divides a production in the order in which it is written: the next bag begins with what does
   * not fit any more. The same content and size give the same bags. What is larger than a bag has
   * one of its own.
   *
   * @param size the most of collected bytes in a bag; what is derived from them is not counted
   */
  static List<BagShare> split(PackageContent content, long size) {
    List<List<Unit>> bags = new ArrayList<>();
    List<Unit> open = new ArrayList<>();
    long filled = 0;
    for (Unit unit : units(content)) {
      if (!open.isEmpty() && filled > size - unit.bytes()) {
        bags.add(open);
        open = new ArrayList<>();
        filled = 0;
      }
      open.add(unit);
      filled += unit.bytes();
    }
    bags.add(open);
    List<BagShare> shares = new ArrayList<>();
    for (List<Unit> bag : bags) {
      Set<Integer> accounts = new HashSet<>();
      Set<String> media = new HashSet<>();
      for (Unit unit : bag) {
        if (unit.media().isEmpty()) {
          accounts.add(unit.account());
        } else {
          media.add(unit.media());
        }
      }
      shares.add(new BagShare(shares.size() + 1, bags.size(), accounts, media));
    }
    return shares;
  }

  /** Everything in one bag. */
  static BagShare whole(PackageContent content) {
    return split(content, Long.MAX_VALUE).getFirst();
  }

  private static List<Unit> units(PackageContent content) {
    List<Unit> units = new ArrayList<>();
    for (PackageContent.Account account : content.accounts()) {
      long records = account.records().stream().mapToLong(PackageContent.File::bytes).sum();
      units.add(new Unit(account.number(), "", records));
      for (PackageContent.File file : account.media()) {
        units.add(new Unit(account.number(), path(account, file), file.bytes()));
      }
    }
    return units;
  }

  private static String path(PackageContent.Account account, PackageContent.File file) {
    return account.folder() + file.name();
  }

  boolean holdsRecordsOf(PackageContent.Account account) {
    return accounts.contains(account.number());
  }

  boolean holds(PackageContent.Account account, PackageContent.File file) {
    return media.contains(path(account, file));
  }

  /** A production's name with the bag's number, if there is more than one. */
  String named(String production) {
    return count == 1 ? production : production + "." + number + "of" + count;
  }

  /** As {@code Bag-Count} says it (RFC 8493 section 2.2.2). */
  String bagCount() {
    return number + " of " + count;
  }
}
