"""The words that give a number away, language by language.

Words in capitals tell only in capitals, all others in any case.
"""

from typing import NamedTuple

from checker.privacy.sighting import Kind

IDENTITY = """
social security, social insurance, ssn, itin, atin, EIN, fein, employer identification, TIN, tax id,
tax ids, tax identification, taxpayer id, taxpayer identification, taxpayer reference, tax file, tfn,
tax reference, UTR, tax number, tax no, VAT ID, VAT no, VAT number, VAT reg, VAT registration,
national insurance, NI number, NI no, nino, nhs number, nhs no, SIN, NAS, PPS, ppsn, national id,
national identity, identity card, identity number, national identification, personal identity code,
identification card, id card, citizen id, resident registration, RRN, FRN, alien registration, passport,
passports, travel document, reisepass, pass-nr, passnummer, reisepassnummer, pasaporte, passeport,
passaporto, 여권, 여권번호, 여권번호는, driving licence, driving license, driver's licence,
driver's license, drivers license, driver license, driving permit, führerschein, führerscheinnummer,
fahrerlaubnis, permis de conduire, permiso de conducir, patente di guida, medicare id, medicare number,
medicare no, medicare card, MBI, NPI, provider identifier, DEA number, DEA no, steuer-id, steuer-idnr,
idnr, steueridentifikationsnummer, steuernummer, st.-nr, steuer-nr, ust-idnr, ust-id,
sozialversicherungsnummer, sv-nummer, rvnr, rentenversicherungsnummer, kvnr, krankenversichertennummer,
egk-nummer, lanr, arztnummer, personalausweis, personalausweisnummer, ausweisnummer, sécurité sociale,
NIR, numéro fiscal, SPI, DNI, NIE, NIF, codice fiscale, partita iva, p.iva, BSN, burgerservicenummer,
sofinummer, rijksregisternummer, NISS, AHV, AVS, ahv-nummer, personnummer, pnr, fødselsnummer, cpr,
cpr-nummer, henkilötunnus, hetu, isikukood, asmens kodas, personas kods, pesel, NIP, rodné číslo, CNP,
EGN, ЕГН, OIB, EMŠO, AMKA, ΑΜΚΑ, ΑΦΜ, AFM, contribuinte, CPF, CNPJ, RFC, CURP, RUT, CUIL, CUIT, cédula,
ИНН, СНИЛС, tc kimlik, t.c. kimlik, tckn, türk kimlik, turkish id, thai id, thai national id, TNIN,
เลขประจำตัวประชาชน, เลขบัตรประชาชน, emirates id, iqama, aadhaar, aadhar, PAN, pan number, pan card, EPIC,
voter id, gstin, gst registration, nric, FIN, mykad, NIK, KTP, hkid, NIN, sa id, rsa id, south african id,
refugee id, permanent resident, マイナンバー, id number, id no, personal id
"""
ACCOUNT = """
account number, account no, account nr, account #, acct, acct no, a/c no, a/c number, bank account,
sort code, routing number, routing no, ABA, BSB, IFSC, clabe, kontonummer, konto-nr, kto, kto-nr, blz,
bankleitzahl, numéro de compte, número de cuenta, iban
"""
CARD = """
card number, card no, card nr, credit card, debit card, bank card, payment card, visa, mastercard, amex,
american express, kartennummer, kreditkarte, numéro de carte, número de tarjeta, my card
"""
CODE = "cvv, cvv2, cvc, cvc2, card verification, card security code, PIN, pin code is"


class Label(NamedTuple):
    """What some words announce."""

    kind: Kind
    words: str
    fewest: int
    """Letters and digits of the number at least."""
    most: int


LABELS = (
    Label("card", CARD, 12, 19),
    Label("card", CODE, 3, 4),
    Label("account", ACCOUNT, 6, 34),
    Label("id", IDENTITY, 6, 18),
)
